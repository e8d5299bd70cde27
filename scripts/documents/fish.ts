import { optionRows } from '../../src/releases/option-table.ts';
import { baudRates, type Choices, exitSpecs, portPatterns } from './choices.ts';
import { optionHelp } from './option-help.ts';

const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

/** Completions for fish. */
export function fishCompletions({ programmers, parts, memories, formats }: Choices): string {
  const lists: Readonly<Record<string, string>> = {
    programmer: quoted(programmers.join(' ')),
    part: quoted(parts.join(' ')),
    port: "'(__avrdude_ports)'",
    baud: quoted(baudRates.join(' ')),
    exitspec: quoted(exitSpecs.join(' ')),
    update: "'(__avrdude_updates)'",
  };
  const lines = optionRows.map(({ key, letter, long }) => {
    const { argument, brief, completes } = optionHelp[key];
    const names = `${letter ? ` -s ${letter}` : ''}${long ? ` -l ${long}` : ''}`;
    const values =
      argument === undefined
        ? ''
        : completes === 'file'
          ? ' -r -F'
          : completes
            ? ` -x -a ${lists[completes]}`
            : ' -x';
    return `complete -c avrdude${names}${values} -d ${quoted(brief)}`;
  });
  return `# Completions of avrdude for fish.
function __avrdude_ports
    for port in ${portPatterns.map((pattern) => pattern.replace('[0-9]', '*')).join(' ')}
        echo $port
    end
    printf '%s\\n' usb net:
end
function __avrdude_updates
    set -l word (commandline -ct | string replace -r '^-U' '')
    set -l parts (string split : -- $word)
    switch (count $parts)
        case 1
            printf '%s:\\n' ${memories.join(' ')}
        case 2
            printf "$parts[1]:%s:\\n" r w v
        case 3
            for file in $parts[3]*
                echo $parts[1]:$parts[2]:$file
            end
        case '*'
            printf "$parts[1]:$parts[2]:$parts[3]:%s\\n" ${formats.join(' ')}
    end
end
complete -c avrdude -f
${lines.join('\n')}
`;
}
