import { hexText } from '../model/bytes.ts';

/** Signatures of parts that run the same software (8.x). */
const pairs: readonly (readonly [string, string])[] = [
  ['1e9706', '1e9705'], // ATmega1284, ATmega1284P
  ['1ea703', '1ea702'], // ATmega1284RFR2, ATmega128RFR2
  ['1e940f', '1e940a'], // ATmega164A, ATmega164P
  ['1e9410', '1e9407'], // ATmega165A, ATmega165
  ['1e9406', '1e940b'], // ATmega168, ATmega168P
  ['1e9411', '1e9405'], // ATmega169A, ATmega169
  ['1ea803', '1ea802'], // ATmega2564RFR2, ATmega256RFR2
  ['1e9515', '1e9508'], // ATmega324A, ATmega324P
  ['1e9515', '1e9511'], // ATmega324A, ATmega324PA
  ['1e9508', '1e9511'], // ATmega324P, ATmega324PA
  ['1e9506', '1e950e'], // ATmega3250, ATmega3250P
  ['1e9505', '1e950d'], // ATmega325, ATmega325P
  ['1e9504', '1e950c'], // ATmega3290, ATmega3290P
  ['1e9503', '1e950b'], // ATmega329, ATmega329P
  ['1e9205', '1e920a'], // ATmega48, ATmega48P
  ['1e9609', '1e960a'], // ATmega644, ATmega644P
  ['1ea603', '1ea602'], // ATmega644RFR2, ATmega64RFR2
  ['1e9606', '1e960e'], // ATmega6450, ATmega6450P
  ['1e9605', '1e960d'], // ATmega645, ATmega645P
  ['1e9604', '1e960c'], // ATmega6490, ATmega6490P
  ['1e9603', '1e960b'], // ATmega649, ATmega649P
  ['1e930a', '1e930f'], // ATmega88, ATmega88P
];

/** Whether software for a part with one signature runs on a part with the other. */
export function sameSoftware(one: Uint8Array, other: Uint8Array): boolean {
  const [a, b] = [hexText(one), hexText(other)];
  return a === b || pairs.some(([p, q]) => (p === a && q === b) || (p === b && q === a));
}
