import { defineMessage, said, type Words } from '../output/words.ts';

const plain = (text: string): Words => said('info', text);

/** Said before the memory is read. */
export const immediateOutput = defineMessage('files/write-immediate-output', {
  '6.4': () => plain("Invalid file format 'immediate' for output\n"),
  '7.1': () => said('error', "invalid file format 'immediate' for output\n", 'do_op() update.c'),
});

export const elfOutput = defineMessage('files/elf-output', {
  '6.4': () => plain('ERROR: write operation not (yet) supported for ELF\n'),
  '7.1': () => said('error', 'write operation not supported for ELF\n', 'fileio_elf() fileio.c'),
});

interface Failure {
  readonly file: string;
  readonly reason: string;
  readonly bytes: number;
}
/** The file could be opened, but not written. */
export const writeFailed = defineMessage<Failure>('files/write-failed', {
  '6.4': ({ file, reason, bytes }) =>
    plain(`output error to ${file}: ${reason}; wrote 0 of the expected ${bytes} bytes\n`),
  '7.1': ({ file, reason, bytes }) =>
    said(
      'ext-error',
      `output error to ${file}: ${reason}; wrote 0 of the expected ${bytes} bytes\n`,
      'fileio_rbin() fileio.c',
    ),
});

/** The same for a list of numbers. */
export const listWriteFailed = defineMessage<Failure>('files/list-write-failed', {
  '6.4': ({ file, reason }) => plain(`error writing to ${file}: ${reason}\n`),
  '7.1': ({ file, reason }) =>
    said('ext-error', `unable to write to ${file}: ${reason}\n`, 'fileio_num() fileio.c'),
  '8.2': ({ file, reason }) =>
    said('ext-error', `unable to write to ${file}: ${reason}\n`, 'b2num() fileio.c'),
});
