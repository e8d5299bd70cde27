import { scanFloat } from '../../model/c-number.ts';
import { fixed } from '../../model/printed-number.ts';
import type { Command } from '../session.ts';
import { asks, setOnProgrammer, settingSyntax, settingWrong, showFromProgrammer } from './setting.ts';

/** `vtarg <volts>`: sets the voltage that the programmer gives the target; 8.x also shows it. */
export const vtarget: Command = async (session, words) => {
  const { getVtarget, setVtarget } = session.programmer.controls ?? {};
  if (asks(session, words) && getVtarget) {
    return showFromProgrammer(
      session,
      'vtarg',
      'V[target]',
      getVtarget,
      (volts) => `Vtarget = ${fixed(volts, 1)} V\n`,
    );
  }
  const text = words[1];
  if (text === undefined || words.length !== 2 || (session.rules.refusesExtraArguments && text === '-?')) {
    return session.refuse(settingSyntax, { syntax: 'vtarg <value>', about: 'set target voltage' });
  }
  const { value, end } = scanFloat(text);
  if (end === 0) {
    return session.refuse(settingWrong, { command: 'vtarg', what: 'voltage', text });
  }
  return setOnProgrammer(session, 'vtarg', 'V[target]', setVtarget && (() => setVtarget(value)));
};
