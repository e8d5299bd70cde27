import { describe, expect, test } from 'vitest';
import * as v1 from '../../../src/protocols/stk500v1/commands.ts';
import * as v2 from '../../../src/protocols/stk500v2/commands.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

/** Bytes as in the examples and tables of application note AVR061. */
describe('STK500 version 1', () => {
  test.each([
    ['get sync', v1.encodeGetSync(), '3020'],
    ['get sign-on', v1.encodeGetSignOn(), '3120'],
    ['get parameter', v1.encodeGetParameter(0x81), '418120'],
    ['set parameter', v1.encodeSetParameter(0x89, 5), '40890520'],
    ['enter programming mode', v1.encodeEnterProgMode(), '5020'],
    ['leave programming mode', v1.encodeLeaveProgMode(), '5120'],
    ['load address, low byte first', v1.encodeLoadAddress(0x1234), '55341220'],
    ['universal', v1.encodeUniversal(Uint8Array.of(0x30, 0, 2, 0)), '563000020020'],
    [
      'program page, length high byte first',
      v1.encodeProgPage('F', Uint8Array.of(1, 2)),
      '640002460102' + '20',
    ],
    ['read page', v1.encodeReadPage('E', 256), '7401004520'],
    ['read signature', v1.encodeReadSign(), '7520'],
    ['set device extended', v1.encodeSetDeviceExt([4, 0xd7, 0xa0, 0]), '450504d7a00020'],
  ])('%s', (_, bytes, expected) => {
    expect(hex(bytes)).toBe(expected);
  });

  test('set device carries its twenty parameters in order', () => {
    const bytes = v1.encodeSetDevice({
      deviceCode: 0x86,
      revision: 0,
      programmingType: 0,
      fullParallel: 1,
      polling: 1,
      selfTimed: 1,
      lockBytes: 1,
      fuseBytes: 3,
      flashPoll: [0xff, 0xfe],
      eepromPoll: [0xfd, 0xfc],
      pageSize: 128,
      eepromSize: 1024,
      flashSize: 0x8000,
    });
    expect(hex(bytes)).toBe('42' + '8600000101010103' + 'fffefdfc' + '0080' + '0400' + '00008000' + '20');
  });
});

/** Frames and commands as in application note AVR068. */
describe('STK500 version 2', () => {
  test('a frame has sequence, length and token before the body, and its exclusive or behind', () => {
    const frame = v2.encodeFrame(0x101, v2.encodeSignOn());
    expect(hex(frame)).toBe('1b0100010e0114');
    expect(v2.checksum(frame)).toBe(0);
  });

  test.each([
    ['sign on', v2.encodeSignOn(), '01'],
    ['get parameter', v2.encodeGetParameter(0x98), '0398'],
    ['set parameter', v2.encodeSetParameter(0x9e, 1), '029e01'],
    ['load address beyond 64 K', v2.encodeLoadAddress(0x80012345), '0680012345'],
    ['chip erase', v2.encodeChipEraseIsp(9, Uint8Array.of(0xac, 0x80, 0, 0)), '120900ac800000'],
    ['leave ISP', v2.encodeLeaveProgmodeIsp(), '110101'],
    ['read flash', v2.encodeReadIsp(0x14, 256, 0x20), '14010020'],
    ['four bytes of SPI', v2.encodeSpiMulti(Uint8Array.of(0x30, 0, 1, 0)), '1d04040030000100'],
    [
      'program flash',
      v2.encodeProgramIsp(
        0x13,
        { mode: 0xc1, delay: 6, instructions: [0x40, 0x4c, 0x20], poll: [0, 0] },
        Uint8Array.of(0xaa, 0xbb),
      ),
      '130002c106404c200000aabb',
    ],
    [
      'enter ISP',
      v2.encodeEnterProgmodeIsp({
        timeout: 200,
        stabDelay: 100,
        cmdexeDelay: 25,
        synchLoops: 32,
        byteDelay: 0,
        pollValue: 0x53,
        pollIndex: 3,
        instruction: Uint8Array.of(0xac, 0x53, 0, 0),
      }),
      '10c86419200053' + '03ac530000',
    ],
  ])('%s', (_, bytes, expected) => {
    expect(hex(bytes)).toBe(expected);
  });

  test.each([
    ['01000853544b3530305f32', 'STK500_2'],
    ['01000a4156524953505f4d4b32', 'AVRISP_MK2'],
    ['01c0', undefined],
    ['0300', undefined],
  ])('the answer %s names %s', (reply, name) => {
    expect(v2.decodeSignOn(Buffer.from(reply, 'hex'))).toBe(name);
  });
});
