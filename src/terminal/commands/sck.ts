import { scanFloat } from '../../model/c-number.ts';
import { fixed } from '../../model/printed-number.ts';
import { defineMessage } from '../../output/words.ts';
import { errorOf } from '../phrases.ts';
import type { Command, TerminalSession } from '../session.ts';
import { asks, setOnProgrammer, settingSyntax, settingWrong, showFromProgrammer } from './setting.ts';

const wrongPeriod = defineMessage<{ text: string }>('terminal/wrong-period', {
  '8.2': ({ text }) => errorOf('sck', `(sck) invalid bit clock period ${text}\n`),
});
const wrongUnit = defineMessage<{ unit: string }>('terminal/wrong-unit', {
  '8.2': ({ unit }) => errorOf('sck', `(sck) invalid bit clock unit ${unit}\n`),
});

/** `sck <microseconds>`: sets the period of the serial clock; 8.x also takes frequencies and shows it. */
export const sck: Command = async (session, words) => {
  const { programmer } = session;
  const { getSckPeriod, setSckPeriod } = programmer;
  if (asks(session, words) && getSckPeriod)
    // The release's own message calls this command fosc.
    return showFromProgrammer(
      session,
      'fosc',
      'SCK period',
      () => getSckPeriod.call(programmer),
      shownPeriod,
    );
  const text = words[1];
  if (text === undefined || words.length !== 2 || (session.rules.refusesExtraArguments && text === '-?')) {
    return session.refuse(settingSyntax, {
      syntax: 'sck <value>',
      about: 'set the SCK period in us or frequency in [kM]Hz',
    });
  }
  const microseconds = parsePeriod(session, text);
  return setOnProgrammer(
    session,
    'sck',
    'SCK period',
    setSckPeriod && (() => setSckPeriod.call(programmer, microseconds * 1e-6)),
  );
};

function shownPeriod(seconds: number): string {
  return `SCK period = ${fixed(seconds * 1e6, 1)} us\nSCK freq   = ${Math.trunc(0.001 / seconds)} kHz\n`;
}

/** @returns microseconds @throws CommandError if the text is no period, after saying so */
function parsePeriod(session: TerminalSession, text: string): number {
  const { value, end } = scanFloat(text);
  if (session.rules.numbers === 'c') {
    if (end > 0) return value;
    throw session.complain(settingWrong, { command: 'sck', what: 'period', text });
  }
  if (end === 0 || value <= 0) throw session.complain(wrongPeriod, { text });
  switch (text.slice(end).toLowerCase()) {
    case '':
    case 'us':
      return value;
    case 'm':
    case 'mhz':
      return 1 / value;
    case 'k':
    case 'khz':
      return 1e3 / value;
    case 'hz':
      return 1e6 / value;
    default:
      throw session.complain(wrongUnit, { unit: text.slice(end) });
  }
}
