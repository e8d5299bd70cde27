import { Volume } from 'memfs';
import { describe, expect, it } from 'vitest';
import { compileConf } from '../../scripts/conf/compile.ts';
import { builtInDatabase } from '../../src/config/built-in.ts';
import { openDatabase } from '../../src/config/open.ts';
import { findConfigFiles } from '../../src/config/search.ts';
import type { Host } from '../../src/model/host.ts';
import { type ConfigBehaviour, lineageOf, type ReleaseId } from '../../src/model/release.ts';
import type { Event } from '../../src/output/events.ts';
import { type Words, wordingFor } from '../../src/output/words.ts';
import { config as config64 } from '../../src/releases/6.4/config.ts';
import { config as config71 } from '../../src/releases/7.1/config.ts';
import { config as config82 } from '../../src/releases/8.2/config.ts';

const rules: Record<ReleaseId, ConfigBehaviour> = { '6.4': config64, '7.1': config71, '8.2': config82 };

const stock = `
part
  id = "m32u4"; desc = "ATmega32U4"; signature = 0x1e 0x95 0x87;
  memory "flash" paged = yes; size = 32768; page_size = 128; num_pages = 256; ;
;
programmer
  id = "avrisp"; desc = "Atmel AVR ISP"; type = "stk500"; connection_type = serial;
;
`;

/** What 8.2 says of the stock file, which is older than programming modes. */
const stockWarned = [
  'warning: programmer avrisp fails to specify prog_modes = PM_...; [/etc/stock.conf:8]\n',
  'warning: system wide configuration file version ()\n',
  'warning: does not match Avrdude build version (8.2)\n',
];

function run(release: ReleaseId, extra: string | undefined) {
  const files: Record<string, string> = { '/etc/stock.conf': stock, '/home/me/x': '' };
  if (extra !== undefined) files['/work/extra.conf'] = extra;
  const fs = Volume.fromJSON(files, '/work') as unknown as Host['fs'];
  const words: Words[] = [];
  const emit = (event: Event): void => {
    if (event.kind !== 'notice') return;
    const said = wordingFor(event.message, lineageOf(release))?.(event.facts);
    if (said) words.push(...(Array.isArray(said) ? said : [said]));
  };
  const host = { env: { HOME: '/home/me' }, fs, executable: '/usr/bin/avrdude', platform: 'linux' } as const;
  const request = {
    systemFile: '/etc/stock.conf',
    additionalFiles: ['/work/extra.conf'],
    userFile: true,
  };
  const said = () =>
    words.filter(({ level }) => level !== 'notice').map(({ level, text }) => `${level}: ${text}`);
  try {
    const paths = findConfigFiles(host, request, rules[release].userFileSearch);
    return { database: openDatabase(host, paths, rules[release], builtInDatabase, emit), said };
  } catch (error) {
    return { error, said };
  }
}

describe('a file of the user on top of a stock one', () => {
  const extra = `# a part of the user's own, on top of a stock one
part parent "m32u4"
    id        = "myboard";
    desc      = "My Board";
;
programmer
    id    = "myisp";
    desc  = "My own ISP";
    type  = "stk500";
    connection_type = serial;
;
`;

  it('is found first by its signature under 6.4', () => {
    const { database, said } = run('6.4', extra);
    expect(said()).toEqual([]);
    expect(database?.partBySignature(Uint8Array.of(0x1e, 0x95, 0x87))?.id).toBe('myboard');
    expect(database?.part('My Board')?.memories[0]).toMatchObject({
      size: 32768,
      pageSize: 128,
      numPages: 256,
    });
    expect(database?.programmer('MYISP')).toMatchObject({ ids: ['myisp'], type: 'stk500' });
    expect(database?.partCatalogue()).toEqual([
      { id: 'myboard', desc: 'My Board', file: '/work/extra.conf', line: 2 },
      { id: 'm32u4', desc: 'ATmega32U4', file: '/etc/stock.conf', line: 3 },
    ]);
  });

  it('lacks programming modes under 8.2, which takes it for one that can program nothing', () => {
    const { database, said } = run('8.2', extra);
    expect(said()).toEqual([
      ...stockWarned,
      'warning: programmer myisp fails to specify prog_modes = PM_...; [/work/extra.conf:11]\n',
    ]);
    expect(database?.programmer('myisp')).toMatchObject({ progModes: [] });
  });
});

describe('a file that cannot be used', () => {
  it.each<[ReleaseId, string, string[]]>([
    [
      '6.4',
      'part\n  id = ;\n;\n',
      [
        'info: error at /work/extra.conf:2: syntax error\n',
        'info: error reading additional configuration file "/work/extra.conf"\n',
      ],
    ],
    [
      '7.1',
      'part\n  id = ;\n;\n',
      [
        'error: syntax error [/work/extra.conf:2]\n',
        'error: unable to process additional configuration file /work/extra.conf\n',
      ],
    ],
    [
      '6.4',
      'part\n  id = "x";\n colour = "red";\n;\n',
      ['info: error reading additional configuration file "/work/extra.conf"\n'],
    ],
    [
      '8.2',
      'part\n  id = "x";\n colour = "red";\n;\n',
      [
        ...stockWarned,
        'error: unknown token [/work/extra.conf:3]\n',
        'error: unable to process additional configuration file /work/extra.conf\n',
      ],
    ],
    [
      '7.1',
      'part parent "nosuch"\n  id = "x";\n;\n',
      [
        "error: can't find parent part [/work/extra.conf:1]\n",
        'error: unable to process additional configuration file /work/extra.conf\n',
      ],
    ],
  ])('%s says so: %j', (release, extra, expected) => {
    const { error, said } = run(release, extra);
    expect(said()).toEqual(expected);
    expect(error).toBeInstanceOf(Error);
  });

  it('is missing', () => {
    expect(run('6.4', undefined).said()).toEqual([
      'info: can\'t open config file "/work/extra.conf": No such file or directory\n',
      'info: error reading additional configuration file "/work/extra.conf"\n',
    ]);
    expect(run('8.2', undefined).said()).toEqual([
      ...stockWarned,
      'ext-error: cannot determine realpath() of config file /work/extra.conf: No such file or directory\n',
      'error: unable to process additional configuration file /work/extra.conf\n',
    ]);
  });
});

describe('the database that the binary carries', () => {
  const readAll = (files: Record<string, string>, systemFile?: string, env: Host['env'] = {}) => {
    const fs = Volume.fromJSON({ '/home/me/x': '', ...files }) as unknown as Host['fs'];
    const said: string[] = [];
    const emit = (event: Event): void => {
      if (event.kind !== 'notice') return;
      const words = wordingFor(event.message, lineageOf('6.4'))?.(event.facts);
      for (const { text } of words ? [words].flat() : []) said.push(text);
    };
    const host = { env, fs, executable: '/opt/bin/avrdude', platform: 'linux' } as const;
    const request = { systemFile, additionalFiles: [], userFile: true };
    const paths = findConfigFiles(host, request, rules['6.4'].userFileSearch);
    return { database: openDatabase(host, paths, rules['6.4'], builtInDatabase, emit), said };
  };

  it('serves where there is no file', () => {
    const { database, said } = readAll({});
    expect(said).toEqual(['System wide configuration file is "built-in"\n']);
    expect(database.part('ATmega32U4')).toMatchObject({ id: 'm32u4', source: { file: 'built-in' } });
    expect(database.part('atmega328p-au')?.id).toBe('m328p');
    expect(database.programmer('AVRISP')?.type).toBe('stk500');
  });

  it('serves for the file that holds the same', () => {
    const { text } = compileConf('conf');
    const { database, said } = readAll({ '/opt/bin/avrdude.conf': text });
    expect(said).toEqual(['System wide configuration file is "/opt/bin/avrdude.conf"\n']);
    const { line } = database.part('m32u4')!.source;
    expect(text.split('\n').slice(line - 1, line + 1)).toEqual([
      'part parent "m16u4"',
      '    desc                   = "ATmega32U4";',
    ]);
  });

  it('calls parts found by signature what the release calls them', () => {
    const signature = Uint8Array.of(0x1e, 0x95, 0x0f);
    expect(readAll({}).database.partBySignature(signature)?.id).toBe('lgt8fx328p');
    const own = 'part parent "m328p" id = "mine"; desc = "Mine"; ;';
    const { database } = readAll({ '/home/me/.avrduderc': own }, undefined, { HOME: '/home/me' });
    expect(database.partBySignature(signature)?.id).toBe('mine');
  });

  it('gives way to a file beside the binary, and that to one given', () => {
    const files = { '/opt/bin/avrdude.conf': stock, '/x.conf': 'part id = "y"; ;' };
    expect(readAll(files).database.partCatalogue()).toHaveLength(1);
    expect(readAll(files).database.part('m328p')).toBeUndefined();
    expect(readAll(files, '/x.conf').database.partCatalogue()).toEqual([
      { id: 'y', desc: '', file: '/x.conf', line: 1 },
    ]);
  });
});
