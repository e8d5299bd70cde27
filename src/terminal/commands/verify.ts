import { fileOperation, listNotes } from './file-operation.ts';

/** `verify <memories> <file>`: compares memories with a file. */
export const verify = fileOperation({
  command: 'verify',
  about: 'compare memories with file',
  notes: ['Verify flushes the cache before verifying memories', ...listNotes],
  operation: 'verify',
  format: 'a',
});
