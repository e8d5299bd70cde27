/** What is done with a memory, and the end of avrdude's function's name (`flip1.c`, `flip2.c`). */
export const memoryFunctions = {
  'read-byte': 'read_byte',
  'write-byte': 'write_byte',
  'read-page': 'paged_load',
  'write-page': 'paged_write',
} as const;
export type MemoryOperation = keyof typeof memoryFunctions;
