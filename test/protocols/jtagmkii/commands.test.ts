import { describe, expect, test } from 'vitest';
import { endsRun, ProtocolError, TimeoutError } from '../../../src/model/errors.ts';
import * as ice from '../../../src/protocols/jtagmkii/commands.ts';
import { crc16, encodeFrame, JtagMkiiFrames } from '../../../src/protocols/jtagmkii/frames.ts';
import { answerLength } from '../../../src/protocols/jtagmkii/isp.ts';
import { JtagMkiiLink, RefusedError } from '../../../src/protocols/jtagmkii/link.ts';
import { signOn } from '../../../src/protocols/jtagmkii/sign-on.ts';
import { ByteQueue } from '../../../src/transports/byte-queue.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const bytes = (text: string) => Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'));

test('the CRC is CRC-16/MCRF4XX', () => {
  expect(crc16(Buffer.from('123456789'))).toBe(0x6f91);
});

test.each([
  ['sign-on, as avrdude sends it first', 0, '01', '1b 0000 01000000 0e 01 f397'],
  ['a number with a high byte', 0x1234, '0301', '1b 3412 02000000 0e 0301 8b28'],
])('a frame: %s', (_, sequence, message, expected) => {
  expect(hex(encodeFrame(sequence, bytes(message)))).toBe(expected.replaceAll(' ', ''));
});

describe('messages', () => {
  test.each([
    [
      'set the emulator mode',
      ice.encodeSetParameter(ice.parameters.emulatorMode, Uint8Array.of(1)),
      '020301',
    ],
    [
      'set the chain',
      ice.encodeSetParameter(ice.parameters.daisyChain, Uint8Array.of(1, 2, 3, 4)),
      '021b01020304',
    ],
    ['get the target voltage', ice.encodeGetParameter(ice.parameters.vTarget), '0306'],
    ['reset', ice.encodeReset(ice.lowLevelReset), '0b01'],
    [
      'read 256 bytes of flash from 0x12300',
      ice.encodeReadMemory(ice.memories.flashPage, 0x12300, 256),
      '05b0 00010000 00230100',
    ],
    [
      'write the low fuse',
      ice.encodeWriteMemory(ice.memories.fuseBits, 0, Uint8Array.of(0xe1)),
      '04b2 01000000 00000000 e1',
    ],
    ['an ISP command', ice.encodeIspPacket(bytes('1d04040030000000'), 0x107), '2f 0701 1d04040030000000'],
  ])('%s', (_, message, expected) => {
    expect(hex(message)).toBe(expected.replaceAll(' ', ''));
  });

  test.each([
    ['set parameter', '029803', 2],
    ['get parameter', '0398', 3],
    ['read 256 bytes of flash', '14010020', 0x103],
    ['read 4 bytes of EEPROM', '160004a0', 7],
    ['program a fuse', '17aca000c2', 3],
    ['read a fuse', '180450000000', 4],
    ['an instruction', '1d04040030000000', 7],
    ['program flash', '1300800a', 2],
  ])('the answer to an ISP command: %s', (_, body, length) => {
    expect(answerLength(bytes(body))).toBe(length);
  });

  test('a sign-on', () => {
    const message = bytes(
      `86 01 02 09 07 01 03 0b 06 02 00a000001234 ${Buffer.from('JTAGICEmkII\0').toString('hex')}`,
    );
    expect(ice.decodeSignOn(message)).toEqual({
      protocol: 1,
      master: { bootLoader: 2, firmwareMinor: 9, firmwareMajor: 7, hardware: 1 },
      slave: { bootLoader: 3, firmwareMinor: 11, firmwareMajor: 6, hardware: 2 },
      serialNumber: bytes('00a000001234'),
      deviceId: 'JTAGICEmkII',
    });
    expect(ice.decodeSignOn(bytes('a0'))).toBeUndefined();
    expect(ice.decodeSignOn(message.subarray(0, 10))).toBeUndefined();
  });

  test.each([
    [19200, 4],
    [115200, 7],
    [14400, 8],
    [3000000, 0x1c],
    [12345, undefined],
  ])('%i baud', (rate, value) => {
    expect(ice.encodeBaudRate(rate)).toBe(value);
  });

  test.each([
    [0.1e-6, 0],
    [0.2e-6, 1],
    [1e-6, 5],
    [10e-6, 53],
    [1e-3, 255],
  ])('a JTAG clock of %d s', (seconds, value) => {
    expect(ice.encodeJtagClock(seconds)).toBe(value);
  });
});

/** A link whose other end answers each command with the next of `replies` (hexadecimal, `#` for the number it came under). */
function linked(replies: readonly string[], pieces: 'whole' | 'bytes' = 'whole') {
  const queue = new ByteQueue();
  const sent: string[] = [];
  const left = [...replies];
  const line = {
    write: async (frame: Uint8Array) => {
      sent.push(hex(frame.subarray(1, 3)) + hex(frame.subarray(8, -2)));
      const reply = left.shift() ?? '';
      const data = bytes(reply.includes('#') ? '' : reply);
      const all = reply.includes('#')
        ? encodeFrame((frame[1] ?? 0) | ((frame[2] ?? 0) << 8), bytes(reply.replace('#', '')))
        : data;
      if (pieces === 'bytes') for (const byte of all) queue.push(Uint8Array.of(byte));
      else if (all.length > 0) queue.push(all);
    },
    read: (length: number, timeoutMs: number) => queue.take(length, Math.min(timeoutMs, 20)),
    drain: (idleMs: number) => queue.drain(idleMs),
  };
  const frames = new JtagMkiiFrames(line, { now: () => performance.now(), sleep: async () => {} }, () => {});
  const link = new JtagMkiiLink(frames, () => {}, 0);
  return { link, sent, queue };
}

const reset = { operation: 'reset' } as const;
const patient = { timeout: 10, attempts: 3, growth: 1 };

describe('the conversation', () => {
  test.each(['whole', 'bytes'] as const)('numbers go up with each answer (%s)', async (pieces) => {
    const { link, sent } = linked(['#80', '#80'], pieces);
    await link.reset(1);
    await link.reset(1);
    expect(sent).toEqual(['00000b01', '01000b01']);
  });

  test('what is not answered is said again under the same number; a late answer is taken once', async () => {
    const { link, sent, queue } = linked(['', '', '#80']);
    await link.request(reset, bytes('0b01'), 0x80, patient);
    queue.push(encodeFrame(0, bytes('80')));
    await expect(link.request(reset, bytes('0b01'), 0x80, { ...patient, attempts: 1 })).rejects.toThrow(
      'no answer',
    );
    expect(sent).toEqual(['00000b01', '00000b01', '00000b01', '01000b01']);
  });

  test('events and noise before the answer are passed over', async () => {
    const answer = hex(encodeFrame(0, bytes('80')));
    const event = hex(encodeFrame(0xffff, bytes('e0 00000000 00')));
    const { link } = linked([`ff1b00 ${event} 1b1b00000100000000 ${answer}`]);
    await link.reset(1);
  });

  test('a broken answer is asked for again', async () => {
    const { link, sent } = linked(['1b 0000 01000000 0e 80 0000', '#80']);
    await link.request(reset, bytes('0b01'), 0x80, patient);
    expect(sent).toHaveLength(2);
  });

  test('a refusal carries its code', async () => {
    const { link } = linked(['#a9']);
    const refusal = await link.reset(1).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(RefusedError);
    expect((refusal as RefusedError).code).toBe(0xa9);
  });

  test('what holds already is not sent again', async () => {
    const { link, sent } = linked(['#80', '#80', '#80']);
    await link.establish(reset, bytes('0b01'));
    await link.establish(reset, bytes('0b01'));
    await link.establish(reset, bytes('0b02'));
    link.forget(reset);
    await link.establish(reset, bytes('0b02'));
    expect(sent).toEqual(['00000b01', '01000b02', '02000b02']);
  });

  test('a programmer that does not sign on is asked a few times', async () => {
    const { link, sent } = linked([]);
    const options = { mode: ice.emulatorModes.jtag, attempts: 3, isDragon: false };
    await expect(signOn(link, () => {}, options)).rejects.toThrow(ProtocolError);
    expect(sent).toEqual(['000001', '000001', '000001']);
  });

  test('where no exchange succeeds any more, the run ends', async () => {
    const { link } = linked([]);
    const patience = { timeout: 1, attempts: 1, growth: 1 };
    const failing = () => link.request(reset, bytes('0b01'), undefined, patience).catch(endsRun);
    const ends: unknown[] = [];
    for (let i = 0; i < 6; i++) ends.push(await failing());
    expect(ends).toEqual([false, false, false, false, false, true]);
  });

  test('silence is a timeout', async () => {
    const { link } = linked([]);
    await expect(link.receive(5)).rejects.toThrow(TimeoutError);
  });
});
