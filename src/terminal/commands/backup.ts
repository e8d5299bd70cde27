import { fileOperation, listNotes } from './file-operation.ts';

/** `backup <memories> <file>`: reads memories into a file. */
export const backup = fileOperation({
  command: 'backup',
  about: 'backup memories to file; default format :I Intel Hex + comments',
  notes: ['Backup flushes the cache before reading memories', ...listNotes],
  operation: 'read',
  format: 'I',
});
