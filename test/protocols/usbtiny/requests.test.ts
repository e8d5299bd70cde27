import { expect, test } from 'vitest';
import {
  blockSizes,
  choosePeriod,
  encodePollBytes,
  encodePowerUp,
  encodeRead,
  encodeSpi,
  encodeWrite,
  longerPeriods,
} from '../../../src/protocols/usbtiny/requests.ts';

test('requests as the firmware reads them', () => {
  expect(encodePowerUp(10, 'low')).toMatchObject({ name: 'POWERUP', value: 10, index: 0, data: 0 });
  expect(encodePowerUp(10, 'high')).toMatchObject({ value: 10, index: 1 });
  expect(encodeSpi(Uint8Array.of(0xac, 0x53, 0x12, 0x34), 10)).toMatchObject({
    ...{ name: 'SPI', value: 0x53ac, index: 0x3412, data: 4, durationUs: 320 },
  });
  expect(encodeRead('FLASH_READ', 0x1ff80, 128, 10)).toMatchObject({ index: 0xff80, durationUs: 40_960 });
  const data = new Uint8Array(4);
  expect(encodeWrite('EEPROM_WRITE', 16, data, { period: 10, writeDelay: 9000 })).toMatchObject({
    ...{ value: 9000, index: 16, data, durationUs: 4 * 9320 },
  });
});

test('poll values: none means that 0xff is "busy"', () => {
  expect(encodePollBytes([0xff, 0x7f]).value).toBe(0x7fff);
  expect(encodePollBytes([0, 0]).value).toBe(0xffff);
});

test.each([
  [0, 1],
  [5.333e-6, 5],
  [10e-6, 10],
  [250.4e-6, 250],
  [1, 250],
])('%d s is a period of %d', (seconds, period) => {
  expect(choosePeriod(seconds)).toBe(period);
});

test.each([
  [1, 248, 128],
  [16, 248, 128],
  [17, 64, 64],
  [32, 64, 64],
  [100, 16, 16],
  [250, 8, 8],
])('at a period of %d blocks are %d and %d', (period, read, write) => {
  expect(blockSizes(period)).toEqual({ read, write });
});

test('longer periods than the one in use', () => {
  expect(longerPeriods(10)).toEqual([20, 50, 100, 250]);
  expect(longerPeriods(250)).toEqual([]);
});
