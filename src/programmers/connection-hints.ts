import type { SerialPortInfo } from '../model/serial-port.ts';

/** What is probably wrong with a port that cannot be opened, and what to do. @param code the operating system's */
export function portHint(
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

/** What is probably wrong when there is no sync. @param heard whether anything came at all */
export function syncHint(heard: boolean, baudRate: number): string {
  return heard
    ? `Something answered at ${baudRate} baud, but not as it should: the baud rate may be another one (-b), or it is another boot loader (-c).`
    : `Nothing came back at ${baudRate} baud: is it the right port, is the board in its boot loader (press reset), and does -c name the right programmer?`;
}

/** What to do where `-B` changes nothing. */
export const fixedClockHint =
  "-B changes nothing here. If the programmer is an Arduino as ISP, its clock is SPI_CLOCK in the sketch: at most a quarter of the target's.";
