import type { SerialPortInfo } from '../model/serial-port.ts';
import { byBootLoader, type Evidence, isOdd } from './evidence.ts';
import { type Row, row } from './row.ts';

/** Serial ports that cannot be opened, that nothing comes from, and that go away. */
export const lineRows: readonly Row[] = [
  row('line/port-refused', 'port-refused', ({ port, code, ports }, evidence) => {
    if (
      isOdd(evidence, 'P') ||
      evidence.given.operands.some(({ text }) => /^[\u2010-\u2015\u2212]/u.test(text))
    )
      return undefined;
    return portRefused(port, code, ports);
  }),
  row('line/silent', 'open-failed', (_, evidence) => noSync(evidence)),
  row('line/silent', 'initialisation-failed', (_, evidence) => {
    const { line, entry } = evidence;
    // Behind a programmer that answers it is the target that does not.
    if (line?.heard && !byBootLoader(evidence)) return undefined;
    return entry?.progModes.includes('UPDI') && !byBootLoader(evidence) ? undefined : noSync(evidence);
  }),
  row('line/lost', 'line-lost', (_, evidence) =>
    byBootLoader(evidence)
      ? 'The port went away: was the board unplugged or reset? A boot loader on USB runs for some 8 s only and then starts the program: reset the board and run the same command again at once.'
      : 'The port went away: was the programmer unplugged or reset? Plug it in again and run the same command again.',
  ),
];

function portRefused(
  port: string,
  code: string | undefined,
  ports: readonly SerialPortInfo[],
): string | undefined {
  switch (code) {
    case 'ENOENT':
    case 'ENODEV':
    case 'ENXIO':
      return `${port} is not there. ${portsSentence(ports)}`;
    case 'EACCES':
    case 'EPERM':
      return `You may not open ${port}. It usually belongs to a group: 'sudo usermod -aG dialout $USER' (or uucp), then log in again.`;
    case 'EBUSY':
      return `${port} is in use. Close the serial monitor or whatever has it open ('fuser ${port}' names it) and try again.`;
    case 'ENOTTY':
      return `${port} is not a serial port. ${portsSentence(ports)}`;
    default:
      return undefined;
  }
}

function portsSentence(ports: readonly SerialPortInfo[]): string {
  if (ports.length === 0)
    return 'This computer has no serial port at all now: is the board plugged in, with a cable that carries data?';
  const names = ports.map(({ port, name }) => (name ? `${port} (${name})` : port));
  return `There ${ports.length === 1 ? 'is' : 'are'}: ${names.join(', ')}.`;
}

function noSync({ line }: Evidence): string | undefined {
  if (line === undefined || line.lost) return undefined;
  return line.heard
    ? `Something answered at ${line.baudRate} baud, but not as it should: the baud rate may be another one (-b), or it is another boot loader (-c).`
    : `Nothing came back at ${line.baudRate} baud: is it the right port, is the board in its boot loader (press reset), and does -c name the right programmer?`;
}
