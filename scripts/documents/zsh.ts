import { optionRows } from '../../src/releases/option-table.ts';
import { baudRates, type Choices, exitSpecs, portPatterns } from './choices.ts';
import { optionHelp } from './option-help.ts';

/** Options that may come more than once. */
const repeated = new Set([
  'memory',
  'command',
  'terminal',
  'extended',
  'config',
  'verbose',
  'quell',
  'reconnect',
]);

const quoted = (text: string): string =>
  text.replaceAll("'", "'\\''").replaceAll('[', '\\[').replaceAll(']', '\\]').replaceAll(':', '\\:');

/** Completions for zsh, a file for a folder of its `fpath`. */
export function zshCompletions({ programmers, parts, memories, formats }: Choices): string {
  const specs = optionRows.flatMap(({ key, letter, long }) => {
    const { argument, brief, completes } = optionHelp[key];
    const behind =
      argument === undefined ? '' : `:${quoted(argument)}:${completes ? `_avrdude_${completes}` : ' '}`;
    const forms = [
      ...(letter ? [`-${letter}${argument === undefined ? '' : '+'}`] : []),
      ...(long ? [`--${long}${argument === undefined ? '' : '='}`] : []),
    ];
    const star = repeated.has(key) ? '*' : '';
    return forms.map((form) => `    '${star}${form}[${quoted(brief)}]${behind}'`);
  });
  return `#compdef avrdude
# Completions of avrdude for zsh.
_avrdude_programmer() { compadd -- ${programmers.join(' ')} }
_avrdude_part() { compadd -M 'm:{a-zA-Z}={A-Za-z}' -- ${parts.join(' ')} }
_avrdude_port() { compadd -- ${portPatterns.map((pattern) => `${pattern}(N)`).join(' ')} usb net: }
_avrdude_baud() { compadd -- ${baudRates.join(' ')} }
_avrdude_exitspec() { compadd -- ${exitSpecs.join(' ')} }
_avrdude_file() { compset -P '+'; _files }
_avrdude_update() {
  if compset -P 1 '*:'; then
    if compset -P 1 '[rwv]:'; then
      if compset -P 1 '*:'; then compadd -- ${formats.join(' ')}; else _files -S ''; fi
    else
      compadd -S '' -- r: w: v:
    fi
  else
    compadd -S : -- ${memories.join(' ')}
  fi
}
_avrdude() {
  _arguments -s -S \\
${specs.join(' \\\n')}
}
_avrdude "$@"
`;
}
