import type { Memory } from './part.ts';

/** What avrdude assumes of a memory of which nothing is said. */
export const bareMemory: Memory = {
  name: '',
  aliases: [],
  paged: false,
  size: 0,
  pageSize: 1,
  numPages: 0,
  initval: -1,
  bitmask: -1,
  nWordWrites: 0,
  offset: 0,
  minWriteDelay: 0,
  maxWriteDelay: 0,
  pwroffAfterWrite: false,
  readback: [0, 0],
  mode: 0,
  delay: 0,
  blocksize: 0,
  readsize: 0,
  pollindex: 0,
  opcodes: {},
  later: false,
};
