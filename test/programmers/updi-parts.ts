import type { Memory, Part } from '../../src/model/part.ts';
import { updiPart } from '../sim/updi-parts.ts';
import { classic } from './parts.ts';

const [aMemory] = classic.memories;
const memory = (name: string, size: number, pageSize: number, offset: number): Memory =>
  ({ ...aMemory, name, size, pageSize, offset, readsize: 256 }) as Memory;

/** A part that the simulators know, as the configuration describes it. */
export function updi(name: string): Part {
  const facts = updiPart(name)!;
  return {
    ...classic,
    id: name,
    progModes: ['UPDI'],
    nvmBase: 0x1000,
    syscfgBase: 0x0f00,
    signature: Uint8Array.from(facts.signature),
    memories: [
      memory('flash', facts.flash.size, facts.flash.page, facts.flash.base),
      memory('eeprom', facts.eeprom.size, facts.eeprom.page, 0x1400),
      memory('userrow', facts.userRow.size, facts.userRow.size, facts.userRow.base),
      memory('fuse5', 1, 1, facts.fuses.base + 5),
      memory('lock', facts.lock.open.length, 1, facts.lock.base),
      memory('signature', 3, 1, 0x1100),
    ],
  } as unknown as Part;
}
