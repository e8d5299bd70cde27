import type { Part } from '../../model/part.ts';
import type { DeveloperStyle } from './style.ts';

/** The order in which 7.1 shows memories. */
const early =
  `eeprom flash application apptable boot lfuse hfuse efuse fuse fuse0 wdtcfg fuse1 bodcfg fuse2 osccfg fuse3 fuse4
  tcd0cfg fuse5 syscfg0 fuse6 syscfg1 fuse7 append codesize fuse8 fuse9 bootend bootsize fuses lock lockbits tempsense
  signature prodsig sernum calibration osccal16 osccal20 osc16err osc20err usersig userrow data`.split(/\s+/);

/** The order in which 8.2 shows memories. */
const full =
  `eeprom flash application apptable boot fuses fuse lfuse hfuse efuse fuse0 wdtcfg fuse1 bodcfg fuse2 osccfg fuse3
  pincfg fuse4 tcd0cfg hwmoncfg fuse5 syscfg0 fuse6 syscfg1 fuse7 append codesize fuse8 bootend bootsize fusea pdicfg lock
  lockbits prodsig sigrow signature calibration tempsense sernum osccal16 osccal20 osc16err osc20err bootrow usersig userrow
  io sram sib`.split(/\s+/);

/** The names of memories in the order of developer output; names that the release does not know come last. */
export function memoryOrder(parts: Iterable<Part>, style: DeveloperStyle): readonly string[] {
  const names = new Set(style === 'early' ? early : full);
  for (const part of parts)
    for (const memory of part.memories) {
      names.add(memory.name);
      for (const alias of memory.aliases) names.add(alias);
    }
  return [...names];
}
