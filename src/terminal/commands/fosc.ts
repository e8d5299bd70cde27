import { scanFloat } from '../../model/c-number.ts';
import { fixed } from '../../model/printed-number.ts';
import type { Command } from '../session.ts';
import { asks, setOnProgrammer, settingSyntax, settingWrong, showFromProgrammer } from './setting.ts';

const what = 'oscillator frequency';

/** `fosc <value>[M|k] | off`: sets the oscillator that the programmer offers the target; 8.x also shows it. */
export const fosc: Command = async (session, words) => {
  const { getFosc, setFosc } = session.programmer.controls ?? {};
  if (asks(session, words) && getFosc)
    return showFromProgrammer(session, 'fosc', what, getFosc, shownFrequency);
  const text = words[1];
  if (text === undefined || words.length !== 2 || (session.rules.refusesExtraArguments && text === '-?')) {
    return session.refuse(settingSyntax, {
      syntax: 'fosc <value>[M|k] | off',
      about: 'set the oscillator frequency',
    });
  }
  const { value, end } = scanFloat(text);
  if (end === 0 && text !== 'off') {
    return session.refuse(settingWrong, { command: 'fosc', what: 'frequency', text });
  }
  const unit = text.slice(end)[0]?.toLowerCase();
  const hertz = end === 0 ? 0 : value * (unit === 'm' ? 1e6 : unit === 'k' ? 1e3 : 1);
  return setOnProgrammer(session, 'fosc', what, setFosc && (() => setFosc(hertz)));
};

function shownFrequency(hertz: number): string {
  if (hertz >= 1e6) return `fosc = ${fixed(hertz / 1e6, 6)} MHz\n`;
  if (hertz >= 1e3) return `fosc = ${fixed(hertz / 1e3, 3)} kHz\n`;
  return hertz === 0 ? 'fosc off\n' : `fosc = ${fixed(hertz, 0)} Hz\n`;
}
