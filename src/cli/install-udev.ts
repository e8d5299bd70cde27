import { udevRulesFile } from '../config/developer/udev-rules.ts';
import { writeFileWhole } from '../files/output.ts';
import type { Database } from '../model/database.ts';
import type { Host } from '../model/host.ts';
import type { Options } from '../model/options.ts';
import { systemErrorText } from '../model/system-error.ts';
import { type Emit, notice } from '../output/events.ts';
import { defineMessage, more, said } from '../output/words.ts';

/** Where udev looks for what an administrator adds (udev(7)). */
const folder = '/etc/udev/rules.d';
const file = `${folder}/55-avrdude.rules`;

const written = defineMessage<Record<never, never>>('cli/udev-rules-written', {
  '6.4': () => [
    said('info', `wrote ${file}\n`),
    more('info', 'unplug the programmer and plug it in again\n'),
  ],
});

/** The rules stand on standard output; nothing is hidden by `-q`, since a person asked. */
const notWritten = defineMessage<{ why: string; command: string }>('cli/udev-rules-not-written', {
  '6.4': ({ why, command }) => [
    said('ext-error', `cannot write ${file}: ${why}\n`),
    more('ext-error', `to install these rules run: sudo ${command} --install-udev\n`),
  ],
});

const noUdev = defineMessage<{ platform: string }>('cli/udev-absent', {
  '6.4': ({ platform }) =>
    said(
      'ext-error',
      platform === 'linux'
        ? `this system has no udev: there is no folder ${folder}\n`
        : 'udev rules are for Linux; here programmers need none\n',
    ),
});

/** What `--install-udev` needs. */
export interface InstallRequest {
  readonly host: Pick<Host, 'fs' | 'platform' | 'executable'>;
  readonly database: Database;
  readonly emit: Emit;
}

/**
 * `--install-udev`: writes the udev rules for every USB programmer that the database knows, or prints them where they may not be
 * written, with the command that may.
 * @returns the exit status, 0 if they are installed; undefined if they are not asked for
 */
export async function installUdevRules(
  { host, database, emit }: InstallRequest,
  options: Pick<Options, 'installUdev'>,
): Promise<number | undefined> {
  if (!options.installUdev) return undefined;
  if (host.platform !== 'linux' || !host.fs.existsSync(folder)) {
    emit(notice(noUdev, { platform: host.platform }));
    return 1;
  }
  const text = udevRulesFile(database);
  try {
    await writeFileWhole(host.fs, file, new TextEncoder().encode(text));
  } catch (error) {
    emit({ kind: 'developer-output', text });
    emit(notice(notWritten, { why: systemErrorText(error), command: host.executable }));
    return 1;
  }
  emit(notice(written, {}));
  return 0;
}
