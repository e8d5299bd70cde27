import { optionRows } from '../../src/releases/option-table.ts';
import { baudRates, type Choices, exitSpecs } from './choices.ts';
import { optionHelp } from './option-help.ts';

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;
const list = (names: readonly string[]): string => `@(${names.map(quoted).join(', ')})`;

/** Completions for PowerShell 5 and later: to be dotted in a profile. */
export function powershellCompletions({ programmers, parts, memories, formats }: Choices): string {
  const kinds = optionRows.flatMap(({ key, letter, long }) => {
    const { completes } = optionHelp[key];
    return completes === undefined
      ? []
      : [...(letter ? [`-${letter}`] : []), ...(long ? [`--${long}`] : [])].map(
          (name) => `  $kinds[${quoted(name)}] = ${quoted(completes)}`,
        );
  });
  const options = optionRows.flatMap(({ letter, long }) =>
    [...(letter ? [`-${letter}`] : []), ...(long ? [`--${long}`] : [])].map((name) => quoted(name)),
  );
  return `# Completions of avrdude for PowerShell.
Register-ArgumentCompleter -Native -CommandName avrdude, avrdude.exe -ScriptBlock {
  param($word, $command, $position)
  # Letters of either case are different options.
  $kinds = New-Object 'System.Collections.Hashtable' ([StringComparer]::Ordinal)
${kinds.join('\n')}
  $options = @(${options.join(', ')})
  $before = $command.CommandElements | Where-Object { $_.Extent.EndOffset -lt $position } | Select-Object -Last 1
  $found = switch -CaseSensitive ($kinds["$before"]) {
    'programmer' { ${list(programmers)} }
    'part' { ${list(parts)} }
    'port' { [System.IO.Ports.SerialPort]::GetPortNames() + @('usb', 'net:') }
    'baud' { ${list(baudRates)} }
    'exitspec' { ${list(exitSpecs)} }
    'update' {
      if ($word -match '^[^:]+:[rwv]:.+:') { ${list(formats)} | ForEach-Object { $Matches[0] + $_ } }
      elseif ($word -match '^([^:]+:[rwv]:)(.*)$') { $head = $Matches[1]; Get-ChildItem -Name "$($Matches[2])*" | ForEach-Object { $head + $_ } }
      elseif ($word -match '^[^:]+:') { @('r:', 'w:', 'v:') | ForEach-Object { $Matches[0] + $_ } }
      else { ${list(memories)} | ForEach-Object { $_ + ':' } }
    }
    'file' { return }
    default { $options }
  }
  $found | Where-Object { $_ -clike "$word*" } | ForEach-Object {
    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
  }
}
`;
}
