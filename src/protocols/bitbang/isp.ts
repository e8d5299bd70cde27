import type { PinPort, PinStep } from './pins.ts';

/**
 * SPI as serial programming has it (AVR data sheets, "Serial Programming"): the target takes SDO at the rising edge of SCK and
 * changes SDI at the falling one. The next bit is put out as SCK falls, which saves a change.
 */

const next: Readonly<Record<0 | 1, PinStep>> = {
  0: { set: { sck: false, sdo: false } },
  1: { set: { sck: false, sdo: true } },
};
const take: PinStep = { set: { sck: true }, read: 'sdi' };
const rest: PinStep = { set: { sck: false } };

/** Sends bytes, most significant bit first. @returns as many, which came in meanwhile @throws TransportError */
export async function exchangeBytes(port: PinPort, bytes: Uint8Array): Promise<Uint8Array> {
  const steps: PinStep[] = [];
  for (const byte of bytes)
    for (let bit = 7; bit >= 0; bit--) steps.push(next[((byte >> bit) & 1) as 0 | 1], take);
  const bits = await port.run([...steps, rest]);
  const received = new Uint8Array(bytes.length);
  for (const [index, high] of bits.entries())
    if (high) received[index >> 3] = (received[index >> 3] ?? 0) | (0x80 >> (index & 7));
  return received;
}
