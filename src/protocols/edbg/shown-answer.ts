import { raw, type Words } from '../../output/words.ts';
import { failures, responses, scopes } from './commands.ts';

/** An answer as avrdude shows it at `-v -v -v`; at one more, its bytes as well. */
export function shownAnswer(answer: Uint8Array): readonly Words[] {
  return [
    raw('trace', `Raw message:\n${inRows(answer, (value) => `${hex(value)} `)}`),
    raw('debug', answer[0] === scopes.avrIsp ? `[AVRISP] ${dataRows(answer.subarray(1))}` : inWords(answer)),
  ];
}

function inWords(answer: Uint8Array): string {
  const [scope = 0, code = 0] = answer;
  return `${scopeText(scope)} ${codeText(code, answer)}`;
}

function scopeText(scope: number): string {
  if (scope === scopes.info) return '[info]';
  if (scope === scopes.general) return '[general]';
  return scope === scopes.avr ? '[AVR]' : `[scope 0x${hex(scope)}]`;
}

function codeText(code: number, answer: Uint8Array): string {
  switch (code) {
    case responses.ok:
      return 'OK\n';
    case responses.failed:
      return answer.length > 3
        ? `FAILED, reason: ${reason(answer[3] ?? 0)}\n`
        : 'FAILED, unspecified reason\n';
    case responses.data:
      return `Data returned:\n${dataRows(answer.subarray(2))}`;
    case responses.info:
      return `Info returned:\n${Array.from(answer.subarray(2), printable).join('')}\n`;
    case responses.pc:
      return answer.length < 7
        ? 'PC reply too short\n'
        : `PC 0x${((((answer[6] ?? 0) << 24) | ((answer[5] ?? 0) << 16) | ((answer[4] ?? 0) << 8) | (answer[3] ?? 0)) >>> 0).toString(16)}\n`;
    default:
      return `unknown message 0x${hex(code)}\n`;
  }
}

const reasons: Readonly<Record<number, string>> = {
  [failures.noAnswer]: 'target does not answer',
  [failures.noTargetPower]: 'no target power',
  [failures.notUnderstood]: 'command not understood',
  [failures.wrongMode]: 'wrong (programming) mode',
  [failures.pdi]: 'PDI failure',
  [failures.unsupportedMemory]: 'unsupported memory type',
  [failures.wrongLength]: 'wrong length in memory access',
  [failures.debugWire]: 'debugWIRE communication failed',
};

/** What a code behind a failure means. */
export function reason(code: number): string {
  return reasons[code] ?? `0x${hex(code)}`;
}

function dataRows(data: Uint8Array): string {
  return data.length < 2 ? '' : inRows(data, (value) => `0x${hex(value)}`);
}

/** Sixteen a row, with a blank between them. */
function inRows(data: Uint8Array, text: (value: number) => string): string {
  const pieces = Array.from(data, (value, i) => `${text(value)}${i % 16 === 15 ? '\n' : ' '}`);
  return `${pieces.join('')}${data.length % 16 === 0 ? '' : '\n'}`;
}

const hex = (value: number): string => value.toString(16).padStart(2, '0');

function printable(value: number): string {
  return value >= 0x20 && value < 0x7f
    ? String.fromCharCode(value)
    : `\\${value.toString(8).padStart(3, '0')}`;
}
