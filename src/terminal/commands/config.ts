import { defineMessage, raw } from '../../output/words.ts';
import { parseFlags } from '../flags.ts';
import { assignFuseField } from '../fuse-assignment.ts';
import { type FuseField, FuseReader, fieldValue, fuseFields, matchFields } from '../fuse-fields.ts';
import { type ConfigView, hex, memoryHeading, propertyText } from '../fuse-text.ts';
import { errorOf, usage, warningOf } from '../phrases.ts';
import { type Command, done, failed, outcomeOfUsage, type TerminalSession } from '../session.ts';

const aloneOnly = defineMessage('terminal/alone-only', {
  '8.2': () => errorOf('config', '(config) -a does not allow any further arguments\n'),
});
const syntax = defineMessage('terminal/config-syntax', {
  '8.2': () =>
    usage(`Syntax: config [<opts>] [<property>[=<value>]] [<opts>]
Function: Show or change configuration properties of the part
Options:
    -f show value of fuse and lock bit memories as well
    -a output an initialisation script with all possible assignments
    -v increase verbosity, show explanations alongside output
    -c confirm new value of changed configuration properties
    -h show this help message

Config alone shows all property names and current settings of the part's
hardware configuration in terms of symbolic mnemonics or values. Use

avrdude> config <property>

to show that of <property>. Wildcards or initial strings are permitted (but
not both), in which case all settings of matching properties are displayed.

avrdude> config <property>=      # Note the trailing = as in config eesave=

shows all possible values that <property> can take on with the currently
set one being the only that is not commented out. Assignments

avrdude> config <property>=<value>

modify the corresponding fuses or lock bits immediately but will normally only
take effect the next time the part is reset. Value can be a valid integer or
one of the symbolic mnemonics, if known. Wildcards or initial strings are
permitted for both the property and the mnemonic, but an assignment only
happens if both the property and the name can be uniquely resolved.

It is quite possible, as is with direct writing to the underlying fuses and
lock bits, to brick a part, i.e., make it unresponsive to further programming
with the chosen programmer: here be dragons.
`),
});
const noMatch = defineMessage<{ word: string; fields: readonly FuseField[] }>('terminal/no-match', {
  '8.2': ({ word, fields }) => [
    warningOf('config', `(config) non-matching ${word}; known config items are:\n`),
    nameList(fields),
  ],
});
const ambiguous = defineMessage<{ word: string; fields: readonly FuseField[] }>('terminal/ambiguous', {
  '8.2': ({ word, fields }) => [
    warningOf('config', `(config) ambiguous; known ${word}=... config items are:\n`),
    nameList(fields),
  ],
});

function nameList(fields: readonly FuseField[]) {
  const text = fields.map(({ property }) => ` - ${property.name}\n`).join('');
  return raw('warning', text);
}

/** `config`: shows and changes what fuses and lock bits mean, by name. */
export const config: Command = async (session, words) => {
  const flags = parseFlags(session, { command: 'config', known: 'vcaf' }, words);
  const script = flags.given('a');
  const excess = script && flags.rest.length > 0 ? session.complain(aloneOnly) : undefined;
  if (flags.rest.length > 1 || flags.help || flags.invalid || excess) {
    const explained = session.complain(syntax);
    return outcomeOfUsage(flags.help && !flags.invalid, flags.invalid ?? excess ?? explained);
  }
  const fields = await fuseFields(session);
  const [item = '*'] = flags.rest;
  const [, name = '', value] = /^([^=]*)(?:=(.*))?$/s.exec(item) ?? [];
  const chosen = matchFields(fields, name);
  const [field] = chosen;
  if (!field) {
    return session.refuse(noMatch, { word: name, fields });
  }
  const detail = flags.count('v');
  if (value === undefined || value === '' || script) {
    const allValues = value === '' || script;
    await show(
      session,
      fields,
      chosen,
      { detail, script, allValues, markFactory: false },
      script || flags.given('f'),
    );
    return done;
  }
  if (chosen.length > 1) {
    return session.refuse(ambiguous, { word: name, fields: chosen });
  }
  const result = await assignFuseField(session, field, value);
  if (!result.ok) return failed(result.error);
  if (detail > 0 || (result.value === 'changed' && flags.given('c'))) {
    const view: ConfigView = { detail: 0, script: false, allValues: false, markFactory: false };
    await show(session, fields, [field], view, false);
  }
  return done;
};

async function show(
  session: TerminalSession,
  fields: readonly FuseField[],
  chosen: readonly FuseField[],
  view: ConfigView,
  headings: boolean,
): Promise<void> {
  const reader = new FuseReader(session);
  const unreadable = new Set<string>();
  let heading = '';
  let printed = false;
  for (const field of chosen) {
    if (unreadable.has(field.memoryName)) continue;
    const current = await reader.read(field);
    if (!current.ok) {
      unreadable.add(field.memoryName);
      continue;
    }
    if (headings && heading !== field.memoryName) {
      const mask = fields.reduce(
        (sum, each) => (each.memoryName === field.memoryName ? sum | each.property.mask : sum),
        0,
      );
      session.print((printed ? '\n' : '') + memoryHeading(field, current.value, mask, view.script));
    }
    heading = field.memoryName;
    if (view.script)
      session.print(`#\n# Mask 0x${hex(field.property.mask, 2)} ${field.property.explanation}\n`);
    else if (printed && (view.allValues || view.detail > 1)) session.print('\n');
    session.print(propertyText(field, fieldValue(field, current.value), view));
    printed = true;
  }
}
