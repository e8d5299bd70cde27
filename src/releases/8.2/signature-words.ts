import type { Part, ProgMode } from '../../model/part.ts';
import type { RunFacts } from '../../output/events.ts';
import { more, raw, said, type Words } from '../../output/words.ts';
import { expectedSignature, hexBytes, inMain } from '../saying.ts';

/** What avrdude 8.2 says of a signature: nothing if it is the right one, but at `-v`. */
export function signatureLines(facts: Readonly<RunFacts['signature-read']>): Words[] {
  const { part, signature, candidates, matches, blank, retrying, forced, entry, verbosity } = facts;
  const shown = !matches || blank || verbosity > 0;
  const known = partNames(candidates, entry.progModes);
  // A chip that is only simulated is what it was said to be.
  const names = entry.type === 'dryrun' && known.length > 0 ? [part.desc] : known;
  const line: Words[] = shown
    ? [
        said('info', `device signature = ${hexBytes(signature)}`),
        ...(names.length > 0 ? [raw('info', ` (${names.join(', ')})`)] : []),
        raw('info', retrying ? ' (retrying)\n' : '\n'),
      ]
    : [];
  if (!blank || retrying) return line;
  return [
    ...line,
    said('error', 'invalid device signature\n', inMain),
    ...(forced
      ? []
      : [
          expectedSignature('error', part),
          more('error', '  - double check connections and try again, or use -F to carry on regardless\n'),
        ]),
  ];
}

/** Parts that the programmer can program, or all if it can program none. */
function partNames(candidates: readonly Part[], modes: readonly ProgMode[]): readonly string[] {
  const real = candidates.filter(({ id }) => !id.startsWith('.'));
  const fitting = real.filter(({ progModes }) => progModes.some((mode) => modes.includes(mode)));
  return [...new Set((fitting.length > 0 ? fitting : real).map(({ desc }) => desc))];
}

/** The signature could not be read. */
export function signatureUnread(part: Part, rc: number): Words {
  return said(
    'error',
    `unable to read signature data for part ${part.desc} (rc = ${rc})\n`,
    'avr_signature() avr.c',
  );
}
