import { defineMessage } from '../../output/words.ts';
import { parseFlags } from '../flags.ts';
import { errorOf, usage } from '../phrases.ts';
import { type Command, done, failed } from '../session.ts';

const mixed = defineMessage('terminal/mixed', {
  '8.2': () => errorOf('part', '(part) cannot mix -v and -m\n'),
});
const syntax = defineMessage('terminal/part-syntax', {
  '8.2': () =>
    usage(`Syntax: part
Function: display the current part information including memory and variants
Options:
    -m only display memory information
    -v only display variants information
`),
});

/** `part`: what the configuration says of the part. */
export const part: Command = async (session, words) => {
  const { emit, entry } = session.context;
  if (!session.rules.refusesExtraArguments) {
    emit({ kind: 'part-shown', part: session.part, entry, show: 'all' });
    return done;
  }
  const flags = parseFlags(session, { command: 'part', known: 'vm' }, words);
  const memories = flags.given('m');
  const variants = flags.given('v');
  if (flags.rest.length > 0 || flags.help || flags.invalid || (memories && variants)) {
    const wrong = memories && variants ? session.complain(mixed) : flags.invalid;
    const explained = session.complain(syntax);
    return failed(wrong ?? explained);
  }
  emit({
    kind: 'part-shown',
    part: session.part,
    entry,
    show: memories ? 'memories' : variants ? 'variants' : 'all',
  });
  session.freshLine();
  return done;
};
