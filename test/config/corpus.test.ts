/**
 * Small configuration files, each for one old word, one old rule or one fault, and what real avrdude makes of them.
 *
 * The files are our own. `files/corpus.json` was recorded from avrdude 6.4, 7.1 and 8.2, built from their sources: each file as
 * /work/f.conf, each run with `-C f.conf` and the arguments given there, without a personal file. Where we differ (mostly because a
 * release refuses a file that we read) a release has no record here.
 */
import { readFileSync } from 'node:fs';
import { Volume } from 'memfs';
import { describe, expect, it } from 'vitest';
import { run } from '../../src/cli/run.ts';
import type { Host, TextSink } from '../../src/model/host.ts';

interface Recorded {
  readonly args: readonly string[];
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

interface Case {
  readonly text: string;
  readonly releases: Readonly<Record<string, readonly Recorded[]>>;
}

const cases = Object.entries(
  JSON.parse(readFileSync(new URL('files/corpus.json', import.meta.url), 'utf8')) as Record<string, Case>,
);

function sink(): TextSink & { text: string } {
  return {
    text: '',
    isTerminal: false,
    write(text) {
      this.text += text;
    },
    writeBytes(bytes) {
      this.text += Buffer.from(bytes).toString('latin1');
    },
  };
}

async function ours(release: string, text: string, args: readonly string[]): Promise<Recorded> {
  const volume = Volume.fromJSON({ '/work/home/empty': '' }, '/work');
  volume.writeFileSync('/work/f.conf', Buffer.from(text, 'latin1'));
  const stdout = sink();
  const stderr = sink();
  const fs = volume as unknown as Host['fs'];
  const inWork: Host['fs'] = {
    ...fs,
    readFileSync: ((path: string, ...rest: []) =>
      fs.readFileSync(absolute(path), ...rest)) as Host['fs']['readFileSync'],
    statSync: ((path: string, ...rest: []) => fs.statSync(absolute(path), ...rest)) as Host['fs']['statSync'],
    realpathSync: ((path: string) => fs.realpathSync(absolute(path))) as Host['fs']['realpathSync'],
    openSync: ((path: string, ...rest: [string]) =>
      fs.openSync(absolute(path), ...rest)) as Host['fs']['openSync'],
    existsSync: (path) => fs.existsSync(absolute(String(path))),
  };
  const host: Host = {
    argv: ['avrdude', '-C', 'f.conf', ...args],
    env: { HOME: '/work/home', AVRDUDE_COMPAT: release },
    platform: 'linux',
    executable: '/opt/avrdude/bin/avrdude',
    fs: inWork,
    stdin: { isTerminal: false, readLine: async () => undefined, readAll: async () => new Uint8Array() },
    stdout,
    stderr,
    openSink: () => stderr,
  };
  const status = await run(host, { interrupted: new AbortController().signal, holdSignals: () => {} });
  return { args, status, stdout: stdout.text, stderr: stderr.text };
}

const absolute = (path: string): string => (path.startsWith('/') ? path : `/work/${path}`);

describe.each(cases)('%s', (_, { text, releases }) => {
  it.each(Object.entries(releases))('under %s', async (release, recorded) => {
    const got = [];
    for (const { args } of recorded) got.push(await ours(release, text, args));
    expect(got).toEqual(recorded);
  });
});
