import { Volume } from 'memfs';
import { describe, expect, it } from 'vitest';
import { type ConfigRequest, findConfigFiles } from '../../src/config/search.ts';
import type { Host } from '../../src/model/host.ts';

const asked: ConfigRequest = { systemFile: undefined, additionalFiles: [], userFile: true };

/** What is found on a computer with these files. */
function find(
  files: readonly string[],
  { env = {}, request = {}, search = 'xdg-then-home' as const, platform = 'linux' as NodeJS.Platform } = {},
) {
  const fs = Volume.fromJSON(Object.fromEntries(files.map((file) => [file, '']))) as unknown as Host['fs'];
  const host = { env, fs, executable: '/opt/avrdude/bin/avrdude', platform };
  return findConfigFiles(host, { ...asked, ...request }, search);
}

describe("the system's file", () => {
  const everywhere = [
    '/opt/avrdude/bin/../etc/avrdude.conf',
    '/opt/avrdude/bin/avrdude.conf',
    '/usr/local/etc/avrdude.conf',
    '/etc/avrdude.conf',
  ];

  it.each(everywhere.map((_, i) => everywhere.slice(i)))(
    'of %s and those behind it is the first',
    (...files) => {
      expect(find(files).system).toEqual({ path: files[0], given: false });
    },
  );

  it('is nowhere', () => {
    expect(find(['/opt/avrdude/etc/other.conf']).system).toBeUndefined();
  });

  it('is the one of -C, even if that is not there', () => {
    expect(find(everywhere, { request: { systemFile: 'mine.conf' } }).system).toEqual({
      path: 'mine.conf',
      given: true,
    });
  });

  it('is not looked for in Unix folders on Windows', () => {
    expect(find(['/etc/avrdude.conf'], { platform: 'win32' }).system).toBeUndefined();
  });
});

describe('the personal file', () => {
  const env = { HOME: '/home/me', XDG_CONFIG_HOME: '/cfg' };

  it('is that of XDG before that of the home folder', () => {
    expect(find(['/cfg/avrdude/avrdude.rc', '/home/me/.avrduderc'], { env }).user).toEqual({
      path: '/cfg/avrdude/avrdude.rc',
      state: 'readable',
    });
    expect(find(['/home/me/.avrduderc'], { env }).user).toEqual({
      path: '/home/me/.avrduderc',
      state: 'readable',
    });
    expect(find(['/home/me/.config/avrdude/avrdude.rc'], { env: { HOME: '/home/me' } }).user).toEqual({
      path: '/home/me/.config/avrdude/avrdude.rc',
      state: 'readable',
    });
  });

  it('is that of the home folder alone for releases that know no other', () => {
    const files = ['/cfg/avrdude/avrdude.rc'];
    expect(find(files, { env, search: 'home' as never }).user).toEqual({
      path: '/home/me/.avrduderc',
      state: 'missing',
    });
  });

  it('may be missing, or no file at all', () => {
    expect(find([], { env }).user).toEqual({ path: '/home/me/.avrduderc', state: 'missing' });
    expect(find(['/home/me/.avrduderc/x'], { env }).user).toEqual({
      path: '/home/me/.avrduderc',
      state: 'not-regular',
    });
  });

  it('is not looked for without a home, or if it is to be left alone', () => {
    expect(find([]).user).toBeUndefined();
    expect(find(['/home/me/.avrduderc'], { env, request: { userFile: false } }).user).toBeUndefined();
  });
});

describe('on Windows', () => {
  /** Files by Windows' names, case and slashes as they are asked for. */
  const findOnWindows = (files: readonly string[], env: Record<string, string> = {}) => {
    const fs = {
      existsSync: (path: string) => files.includes(path),
      statSync: (path: string) => (files.includes(path) ? { isFile: () => true } : undefined),
    } as unknown as Host['fs'];
    const host = { env, fs, executable: 'C:\\tools\\avrdude.exe', platform: 'win32' };
    return findConfigFiles(host, asked, 'xdg-then-home');
  };
  const env = { SystemRoot: 'C:\\Windows', PATH: 'C:\\bin;;D:\\more\\', HOME: 'C:\\me' };
  /** As the documentation of `SearchPath` has it: the program's folder, the current one, the system's, the PATH. */
  const places = [
    'C:\\tools\\',
    '.\\',
    'C:\\Windows\\System32\\',
    'C:\\Windows\\System\\',
    'C:\\Windows\\',
    'C:\\bin\\',
    'D:\\more\\',
  ];

  it.each(places.map((_, i) => places.slice(i)))(
    'avrdude.rc in %s is read before those behind it',
    (...folders) => {
      const found = findOnWindows(
        folders.map((folder) => `${folder}avrdude.rc`),
        env,
      );
      expect(found.user).toEqual({ path: `${folders[0]}avrdude.rc`, state: 'readable' });
    },
  );

  it('neither the home folder nor a name of Unix counts', () => {
    expect(findOnWindows(['C:\\me/avrdude.rc', 'C:\\tools\\.avrduderc'], env).user).toBeUndefined();
  });

  it('avrdude.conf is beside the program, or where Windows looks for files', () => {
    expect(findOnWindows(['C:/tools/avrdude.conf', 'C:\\bin\\avrdude.conf'], env).system?.path).toBe(
      'C:/tools/avrdude.conf',
    );
    expect(findOnWindows(['C:\\bin\\avrdude.conf'], env).system?.path).toBe('C:\\bin\\avrdude.conf');
  });
});
