import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { avrdude } from './process.ts';

/** What real avrdude 7.1 says; until it is said, the executable has read the piece of it that has the library. */
test.skipIf(process.platform !== 'linux')(
  'the library for device files is read when a port of that kind is asked for',
  () => {
    const { status, stderr } = spawnSync(avrdude, ['-c', 'linuxspi', '-P', 'net:', '-p', 'm328p'], {
      env: { AVRDUDE_COMPAT: '7.1' },
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr:
        'avrdude error: unknown port specification, please use the format /dev/spidev:/dev/gpiochip[:resetno]\n' +
        'avrdude error: unable to open programmer linuxspi on port net:\n\navrdude done.  Thank you.\n\n',
    });
  },
);
