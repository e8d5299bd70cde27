import { fileOperation, listNotes } from './file-operation.ts';

/** `restore <memories> <file>`: writes memories from a file, and verifies them. */
export const restore = fileOperation({
  command: 'restore',
  about: 'restore memories from file',
  notes: [
    'User should erase flash before using restore involving flash',
    'Restore flushes the cache before writing memories',
    'After writing memories restore resets the cache',
    ...listNotes,
    'Skips read-only memories in a list and, for bootloaders, also fuses and lock',
    'Writing to single read-only memories only fails if the contents differs',
  ],
  operation: 'write',
  format: 'a',
});
