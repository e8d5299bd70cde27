import { defineMessage, raw, said, unlessQuelled } from '../output/words.ts';

/** Safemode's words; only 6.4 has it. */

export const fuseReadAttempt = defineMessage<{ attempt: number; fuse: string; value: number }>(
  'session/fuse-read-attempt',
  {
    '6.4': ({ attempt, fuse, value }) =>
      said('debug', `safemode read ${attempt}, ${fuse} value: ${value.toString(16)}\n`),
  },
);

export const fuseReads = defineMessage<{ fuse: string; value: number }>('session/fuse-reads', {
  '6.4': ({ fuse, value }) =>
    said('notice', `safemode: ${fuse} reads as ${value.toString(16).toUpperCase()}\n`),
});

export const fuseUnreliable = defineMessage<{ fuse: string }>('session/fuse-unreliable', {
  '6.4': ({ fuse }) =>
    said(
      'info',
      `safemode: Verify error - unable to read ${fuse} properly. Programmer may not be reliable.\n`,
    ),
});

export const fusesUnreadable = defineMessage('session/fuses-unreadable', {
  '6.4': () =>
    said('notice', 'safemode: Fuse reading not supported by programmer.\n              Safemode disabled.\n'),
});

export const protectingAborts = defineMessage('session/protecting-aborts', {
  '6.4': () => said('info', 'safemode: To protect your AVR the programming will be aborted\n'),
});

export const safemodeHeading = defineMessage('session/safemode-heading', {
  '6.4': () => unlessQuelled(raw('info', '\n')),
});

export const fusesUnreadableAgain = defineMessage('session/fuses-unreadable-again', {
  '6.4': () =>
    said(
      'info',
      'safemode: Sorry, reading back fuses was unreliable. I have given up and exited programming mode\n',
    ),
});

export const fuseChanged = defineMessage<{ fuse: string; was: number; now: number }>('session/fuse-changed', {
  '6.4': ({ fuse, was, now }) =>
    said('info', `safemode: ${fuse} changed! Was ${was.toString(16)}, and is now ${now.toString(16)}\n`),
});

export const fuseWriteAttempt = defineMessage<{
  fuse: string;
  value: number;
  readBack: number;
  left: number;
}>('session/fuse-write-attempt', {
  '6.4': ({ fuse, value, readBack, left }) =>
    said(
      'notice',
      `safemode: Wrote ${fuse} to ${value.toString(16)}, read as ${readBack.toString(16)}. ${left} attempts left\n`,
    ),
});

export const fuseRestored = defineMessage<{ restored: boolean }>('session/fuse-restored', {
  '6.4': ({ restored }) =>
    said('info', restored ? 'safemode: and is now rescued\n' : 'and COULD NOT be changed\n'),
});

export const fusesChecked = defineMessage<{ ok: boolean; efuse: number; hfuse: number; lfuse: number }>(
  'session/fuses-checked',
  {
    '6.4': ({ ok, efuse, hfuse, lfuse }) =>
      unlessQuelled(
        said(
          'info',
          ok
            ? `safemode: Fuses OK (E:${hex(efuse)}, H:${hex(hfuse)}, L:${hex(lfuse)})\n`
            : 'safemode: Fuses not recovered, sorry\n',
        ),
      ),
  },
);

function hex(value: number): string {
  return value.toString(16).toUpperCase().padStart(2, '0');
}
