import { type BitFrameFault, findFrame, frameBits, frameLength } from '../tpi/bit-frames.ts';
import type { PinPort, PinStep } from './pins.ts';

/** TPI over pins: TPIDATA is SDO and SDI tied together, TPICLK is SCK. Both ends take a bit at the rising edge. */

const next: Readonly<Record<0 | 1, PinStep>> = {
  0: { set: { sck: false, sdo: false } },
  1: { set: { sck: false, sdo: true } },
};
const clock: PinStep = { set: { sck: true } };
const look: PinStep = { set: { sck: true }, read: 'sdi' };
/** Our end lets go of the line by holding it high, over a resistor. */
const idle: PinStep = { set: { sck: false, sdo: true } };

/** How many bits an answer is waited for. */
const patience = 10;
/** High bits that bring the target's interface up (data sheets: at least 16). */
const wakeUpBits = 16;

/** Keeps the line high for as long as the target needs to notice. */
export async function wakeTpi(port: PinPort): Promise<void> {
  const steps = Array.from({ length: wakeUpBits }, () => [idle, clock]).flat();
  await port.run([...steps, idle]);
}

/** Sends bytes in frames. @throws TransportError */
export async function sendTpi(port: PinPort, bytes: Uint8Array): Promise<void> {
  const bits = Array.from(bytes, frameBits).flat();
  await port.run([...bits.flatMap((bit) => [next[bit], clock]), idle]);
}

/** Takes a byte. @returns it, or what is wrong with its frame @throws TransportError */
export async function receiveTpi(port: PinPort): Promise<number | BitFrameFault> {
  for (let bit = 0; bit < patience; bit++) {
    const [high] = await port.run([idle, look, idle]);
    if (high) continue;
    const steps = Array.from({ length: frameLength - 1 }, () => [look, idle]).flat();
    return findFrame([false, ...(await port.run(steps))], 0);
  }
  return 'no-start';
}
