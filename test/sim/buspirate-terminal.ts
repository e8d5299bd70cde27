import type { Board } from './device.ts';
import type { Waiting } from './line.ts';

/** What the Bus Pirate v3 says of itself after a reset. */
export const BANNER =
  'Bus Pirate v3b\r\nFirmware v5.10 (r559)  Bootloader v4.4\r\n' +
  'DEVID:0x0447 REVID:0x3046 (24FJ64GA002 B8)\r\nhttp://dangerousprototypes.com\r\n';

const MODES = ['HiZ', '1-WIRE', 'UART', 'I2C', 'SPI', '2WIRE', '3WIRE', 'LCD', 'DIO'];
const MENU = `${MODES.map((name, i) => `${i + 1}. ${name}\r\n`).join('')}x. exit(without change)\r\n\r\n(1)>`;
const SPI_QUESTIONS = [
  'Set speed:\r\n 1. 30KHz\r\n 2. 125KHz\r\n 3. 250KHz\r\n 4. 1MHz\r\n\r\n(1)>',
  'Clock polarity:\r\n 1. Idle low *default\r\n 2. Idle high\r\n\r\n(1)>',
  'Output clock edge:\r\n 1. Idle to active\r\n 2. Active to idle *default\r\n\r\n(2)>',
  'Input sample phase:\r\n 1. Middle *default\r\n 2. End\r\n\r\n(1)>',
  'CS:\r\n 1. CS\r\n 2. /CS *default\r\n\r\n(2)>',
  'Select output type:\r\n 1. Open drain (H=HiZ, L=GND)\r\n 2. Normal (H=3.3V, L=GND)\r\n\r\n(1)>',
];
const SYNTAX_ERROR = 'Syntax error at char 1\r\n';

/** The text terminal of a Bus Pirate: single letters, menus, and numbers that go out over SPI. */
export class Terminal {
  private readonly board: Board;
  private mode: 'HiZ' | 'SPI' = 'HiZ';
  private readonly hasBinary: boolean;

  /** @param hasBinary whether twenty zeros lead to binary mode */
  constructor(board: Board, hasBinary: boolean) {
    this.board = board;
    this.hasBinary = hasBinary;
  }

  /** Talks until the host asks for binary mode. */
  *run(): Waiting<void> {
    const { line } = this.board;
    let zeros = 0;
    let typed = '';
    for (;;) {
      const byte = yield* line.byte();
      zeros = byte === 0 ? zeros + 1 : 0;
      if (zeros === 20 && this.hasBinary) {
        this.mode = 'HiZ';
        return;
      }
      if (byte === 0) continue;
      if (byte === 10 || byte === 13) {
        line.putText('\r\n');
        const text = typed.trim();
        typed = '';
        yield* this.command(text);
      } else if (byte >= 32 && byte < 127) {
        typed += String.fromCharCode(byte);
        line.put(byte);
      } else {
        line.violation(`0x${byte.toString(16)} typed`);
        line.put(7);
      }
    }
  }

  private *command(text: string): Waiting<void> {
    const { line, target } = this.board;
    line.count(`text ${text.slice(0, 1)}`);
    if (line.faults.refuses()) line.putText(SYNTAX_ERROR);
    else if (text === 'm') {
      yield* this.menu();
      return;
    } else if (text === '#') {
      line.putText(`RESET\r\n\r\n${BANNER}`);
      this.mode = 'HiZ';
      target.reset(false);
    } else if (text === 'W') line.putText('POWER SUPPLIES ON\r\n');
    else if (text === 'w') line.putText('POWER SUPPLIES OFF\r\n');
    else if (text === '{' || text === '[') {
      target.reset(true);
      line.putText('CS ENABLED\r\n');
    } else if (text === '}' || text === ']') {
      target.reset(false);
      line.putText('CS DISABLED\r\n');
    } else if (text === 'i') line.putText(BANNER);
    else if (text !== '') this.numbers(text);
    line.putText(`${this.mode}>`);
  }

  private numbers(text: string): void {
    const { line, target } = this.board;
    const numbers = text.split(/\s+/).map(Number);
    if (this.mode !== 'SPI' || numbers.some(Number.isNaN)) {
      line.putText(SYNTAX_ERROR);
      return;
    }
    const hex = (n: number) => n.toString(16).toUpperCase().padStart(2, '0');
    for (const n of numbers)
      line.putText(`WRITE: 0x${hex(n & 0xff)} READ: 0x${hex(target.shift(n & 0xff))} \r\n`);
  }

  private *menu(): Waiting<void> {
    const { line } = this.board;
    line.putText(MENU);
    const mode = yield* this.reply();
    this.mode = 'HiZ';
    if (mode === '5') {
      for (const question of SPI_QUESTIONS) {
        line.putText(question);
        yield* this.reply();
      }
      this.mode = 'SPI';
    }
    line.putText(`Ready\r\n${this.mode}>`);
  }

  /** One line of text, echoed. */
  private *reply(): Waiting<string> {
    const { line } = this.board;
    let typed = '';
    for (;;) {
      const byte = yield* line.byte();
      if (byte === 10 || byte === 13) {
        line.putText('\r\n');
        return typed.trim();
      }
      typed += String.fromCharCode(byte);
      line.put(byte);
    }
  }
}
