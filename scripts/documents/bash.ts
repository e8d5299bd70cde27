import { optionRows } from '../../src/releases/option-table.ts';
import { baudRates, type Choices, exitSpecs, portPatterns } from './choices.ts';
import { optionHelp } from './option-help.ts';

/** Completions for bash 4 and later. bash parts words at colons and equals signs, so the line itself is looked at. */
export function bashCompletions({ programmers, parts, memories, formats }: Choices): string {
  const names = optionRows.flatMap(({ letter, long }) => [
    ...(letter ? [`-${letter}`] : []),
    ...(long ? [`--${long}`] : []),
  ]);
  const cases = optionRows.flatMap(({ key, letter, long }) => {
    const { completes } = optionHelp[key];
    if (completes === undefined) return [];
    const forms = [...(letter ? [`-${letter}`] : []), ...(long ? [`--${long}`] : [])];
    return [`    ${forms.join(' | ')}) kind=${completes} ;;`];
  });
  return `# Completions of avrdude for bash.
_avrdude() {
  local line=\${COMP_LINE:0:COMP_POINT} words word before option kind=option given
  read -ra words <<< "$line"
  word=''
  [[ $line == *[[:blank:]] ]] || { word=\${words[-1]}; unset 'words[-1]'; }
  option=\${words[-1]}
  given=$word
  case $word in --*=*) option=\${word%%=*} given=\${word#*=} ;; esac
  case $option in
${cases.join('\n')}
  esac
  COMPREPLY=()
  case $kind in
    programmer) COMPREPLY=($(compgen -W '${programmers.join(' ')}' -- "$given")) ;;
    part) COMPREPLY=($(compgen -W '${parts.join(' ')}' -- "$given")) ;;
    port) COMPREPLY=($(compgen -W "$(${portPatterns
      .map((pattern) => `compgen -G '${pattern}'`)
      .join('; ')}) usb net:" -- "$given")) ;;
    baud) COMPREPLY=($(compgen -W '${baudRates.join(' ')}' -- "$given")) ;;
    exitspec) COMPREPLY=($(compgen -W '${exitSpecs.join(' ')}' -- "$given")) ;;
    file) compopt -o filenames; COMPREPLY=($(compgen -f -- "$given")) ;;
    update)
      compopt -o nospace
      case $given in
        *:[rwv]:*:*) compopt +o nospace; COMPREPLY=($(compgen -P "\${given%:*}:" -W '${formats.join(' ')}' -- "\${given##*:}")) ;;
        *:[rwv]:*)
          before=\${given%"\${given#*:?:}"} COMPREPLY=($(compgen -P "$before" -f -- "\${given#"$before"}")) ;;
        *:*) COMPREPLY=($(compgen -P "\${given%%:*}:" -W 'r: w: v:' -- "\${given#*:}")) ;;
        *) COMPREPLY=($(compgen -S : -W '${memories.join(' ')}' -- "$given")) ;;
      esac ;;
    option) COMPREPLY=($(compgen -W '${names.join(' ')}' -- "$word")) ;;
  esac
  # What bash puts in stands behind the last colon or equals sign.
  before=\${given%"\${given##*[:=]}"}
  [[ $COMP_WORDBREAKS == *:* ]] && COMPREPLY=("\${COMPREPLY[@]#"$before"}")
  return 0
}
complete -F _avrdude avrdude
`;
}
