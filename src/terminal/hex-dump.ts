import type { Memory } from '../model/part.ts';
import { addressDigits } from './addresses.ts';

/**
 * Bytes in lines of sixteen, in hexadecimal and as characters. Beyond the end of the memory it goes on at address 0.
 * @param address of the first byte
 * @param digits of an address at least
 */
export function hexDump(
  memory: Memory,
  address: number,
  bytes: Uint8Array,
  digits: number = addressDigits(memory),
): string {
  const lines: string[] = [];
  let at = address;
  for (let done = 0; done < bytes.length; ) {
    const count = Math.min(16, bytes.length - done, memory.size - at);
    lines.push(dumpLine(at.toString(16).padStart(digits, '0'), bytes.subarray(done, done + count)));
    done += count;
    at = at + count >= memory.size ? 0 : at + count;
  }
  return lines.join('');
}

function dumpLine(address: string, bytes: Uint8Array): string {
  const hex = Array.from(
    bytes,
    (byte, i) => `${i === 8 ? ' ' : ''}${byte.toString(16).padStart(2, '0')} `,
  ).join('');
  return `${address}  ${hex.slice(0, 48).padEnd(48)}  |${characters(bytes).padEnd(16)}|\n`;
}

/** Visible ASCII as it is, white space as a blank, all else as a dot. */
function characters(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => {
    if (byte === 0x20 || (byte >= 0x09 && byte <= 0x0d)) return ' ';
    return byte > 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.';
  }).join('');
}
