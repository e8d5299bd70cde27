import { defineMessage } from '../../output/words.ts';

/** What avrdude says of urboot boot loaders (`urclock.c`; it came with 7.1). */

function failure(name: string, func: string) {
  return defineMessage<{ text: string }>(name, {
    '6.4': (p) => ({ level: 'info', lead: 'program', text: `${func}(): ${p.text}\n` }),
    '7.1': (p) => ({
      level: 'error',
      lead: 'program',
      text: `${p.text}\n`,
      where: `${func}() urclock.c`,
    }),
  });
}

export const notInSync = defineMessage<{ attempt: number; of: number }>('urclock/not-in-sync', {
  '6.4': (p) => ({
    level: 'info',
    lead: 'program',
    text: `urclock_getsync() attempt ${p.attempt} of ${p.of}: not in sync\n`,
  }),
  '7.1': (p) => ({
    level: 'warning',
    lead: 'program',
    text: `attempt ${p.attempt} of ${p.of}: not in sync\n`,
    where: 'urclock_getsync() urclock.c',
  }),
});

export const refused = failure('urclock/refused', 'urclock_res_check');
export const cannotIdentify = failure('urclock/cannot-identify', 'urclock_getsync');
export const wrongPart = failure('urclock/wrong-part', 'urclock_read_sig_bytes');
export const cannotWrite = failure('urclock/cannot-write', 'urclock_flash_readhook');
export const notSupported = failure('urclock/not-supported', 'urclock_parseextparms');
