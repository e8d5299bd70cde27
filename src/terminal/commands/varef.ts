import { scanFloat, scanInteger } from '../../model/c-number.ts';
import { readIntegerItem } from '../../model/integer-item.ts';
import { fixed } from '../../model/printed-number.ts';
import type { Command, TerminalSession } from '../session.ts';
import { argumentWrong } from './messages.ts';
import { asks, setOnProgrammer, settingSyntax, settingWrong, showFromProgrammer } from './setting.ts';

/** `varef [channel] <volts>`: sets an analogue reference voltage of the programmer; 8.x also shows that of channel 0. */
export const varef: Command = async (session, words) => {
  const { getVaref, setVaref } = session.programmer.controls ?? {};
  if (asks(session, words) && getVaref) {
    return showFromProgrammer(
      session,
      'varef',
      'V[aref]',
      () => getVaref(0),
      (volts) => `Varef = ${fixed(volts, 1)} V\n`,
    );
  }
  const voltsText = words.at(-1);
  const asksHelp = session.rules.refusesExtraArguments && words[1] === '-?';
  if (voltsText === undefined || (words.length !== 2 && words.length !== 3) || asksHelp) {
    return session.refuse(settingSyntax, {
      syntax: 'varef [channel] <value>',
      about: 'set the analog reference voltage',
    });
  }
  const channel = words.length === 3 ? parseChannel(session, words[1] ?? '') : 0;
  const { value, end } = scanFloat(voltsText);
  if (end === 0) {
    return session.refuse(settingWrong, { command: 'varef', what: 'voltage', text: voltsText });
  }
  return setOnProgrammer(session, 'varef', 'V[aref]', setVaref && (() => setVaref(channel, value)));
};

function parseChannel(session: TerminalSession, text: string): number {
  if (session.rules.numbers === 'data-items') {
    const parsed = readIntegerItem(text, 'uint32');
    if (parsed.ok) return parsed.value;
    throw session.complain(argumentWrong, { command: 'varef', what: 'channel', text, error: parsed.error });
  }
  const scanned = scanInteger(text, 10);
  if (scanned.end > 0) return Number(BigInt.asUintN(32, scanned.value));
  throw session.complain(settingWrong, { command: 'varef', what: 'channel', text });
}
