import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ReleaseId } from '../../src/model/release.ts';

/** A real avrdude of one release, and the avrdude.conf that it and we are given. */
export interface Real {
  readonly release: ReleaseId;
  readonly binary: string;
  readonly conf: string;
}

/** The releases that are compared. */
export const RELEASES: readonly ReleaseId[] = ['6.4', '7.1', '8.2'];

/**
 * The real avrdude of a release: what `REAL_AVRDUDE_6_4`, `_7_1` or `_8_2` names; for 7.1 also Debian's. Its avrdude.conf is what
 * `REAL_AVRDUDE_CONF_6_4` … names, else the one of its installation. `undefined` where there is none, with one line saying so.
 */
export function realAvrdude(release: ReleaseId): Real | undefined {
  const suffix = release.replace('.', '_');
  const named = process.env[`REAL_AVRDUDE_${suffix}`];
  const binary = named ?? (release === '7.1' ? '/usr/bin/avrdude' : '');
  const installed = [join(dirname(dirname(binary)), 'etc/avrdude.conf'), '/etc/avrdude.conf'];
  const conf = process.env[`REAL_AVRDUDE_CONF_${suffix}`] ?? installed.find((path) => existsSync(path));
  const says = (why: string): undefined => {
    process.stderr.write(`NOTICE: not compared with real avrdude ${release}: ${why}\n`);
  };
  if (binary === '' || !existsSync(binary)) {
    return says(`there is no ${binary || 'such program'} (REAL_AVRDUDE_${suffix} names one)`);
  }
  const { stderr } = spawnSync(binary, ['-?'], { encoding: 'utf8' });
  const version = /version (\d+\.\d+)/.exec(stderr)?.[1];
  if (version !== release) return says(`${binary} is version ${version}`);
  if (conf === undefined) return says(`no avrdude.conf (name one by REAL_AVRDUDE_CONF_${suffix})`);
  return { release, binary, conf };
}
