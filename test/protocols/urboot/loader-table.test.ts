import { expect, test } from 'vitest';
import {
  accessesEeprom,
  decodeTable,
  describeTable,
  isUrboot,
  tellsPlace,
  vectorLevel,
} from '../../../src/protocols/urboot/loader-table.ts';

const of = (hex: string) => decodeTable(Buffer.from(hex, 'hex'));

/** Pages, vector, page writer, capabilities, version; what avrdude shows of them by `-x showversion`. */
test.each([
  ['04000895633f', 'u7.7 -eu-hPr-c', { pages: 4, vector: 0 }, 0],
  ['04190895673f', 'u7.7 -eu-jPr-c', { pages: 4, vector: 25 }, 1],
  ['0419f8cfee3f', 'u7.7 weu-VPra-', { pages: 4, vector: 25 }, 3],
  ['0319f8cf6040', 'u8.0 weU-hpr--', { pages: 3, vector: 25 }, 1],
  ['0419f8cfce3d', 'u7.5 we--Vp--.', { pages: 4, vector: 25 }, 3],
])('%s is %s', (top, text, place, level) => {
  const table = of(top);
  expect(describeTable(table)).toBe(text);
  expect(table).toMatchObject(place);
  expect(isUrboot(table)).toBe(true);
  expect(accessesEeprom(table)).toBe(true);
  expect(vectorLevel(table)).toBe(level);
});

test.each([
  ['what is not erased and no urboot', '000000000804', false, false],
  ['erased flash', 'ffffffffffff', false, false],
  ['a version that does not tell its place', '04190895633c', true, false],
  ['a page writer outside the loader', '0119f0ce633f', true, false],
  ['a vector that the part does not have', '041b0895633f', true, false],
  ['a page writer in the loader', '0119f8cf633f', true, true],
])('%s', (_, top, urboot, place) => {
  expect(isUrboot(of(top))).toBe(urboot);
  expect(tellsPlace(of(top), 128, 26)).toBe(place);
});
