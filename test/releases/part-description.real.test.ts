import { spawn } from 'node:child_process';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { builtInDatabase } from '../../src/config/built-in.ts';
import { createDatabase } from '../../src/config/database.ts';
import { config } from '../../src/releases/7.1/config.ts';
import { describePart } from '../../src/releases/7.1/part-description.ts';
import { REAL_AVRDUDE } from '../sim/real-avrdude.ts';

/** One or more of each family, among them those of which conf/ has other facts than 7.1. */
const ids =
  'm328p m8 m2560 t85 t4 t102 t1617 m4809 x128a4 x16c4 avr128da48 avr32ea28 usb1286 m64m1 1200 m165 c128 m169 lgt8f328p ucr2 .xmega';

/** Takes a connection and says nothing: a programmer of type avr910 is spoken to only after the part has been described. */
const silent: Server = createServer((socket) => socket.on('error', () => {}));
beforeAll(() => new Promise<void>((done) => silent.listen(0, '127.0.0.1', done)));
afterAll(() => void silent.close());

/** What avrdude prints at `-v -v`, up to where it has described the part. */
function printed(avrdude: string, id: string, verbose: readonly string[]): Promise<string> {
  const { port } = silent.address() as AddressInfo;
  const argv = ['-c', 'avr910', '-P', `net:127.0.0.1:${port}`, '-p', id, ...verbose];
  return new Promise((done) => {
    const child = spawn(avrdude, argv, { stdio: ['ignore', 'ignore', 'pipe'] });
    const deadline = setTimeout(() => child.kill('SIGKILL'), 300_000);
    let text = '';
    child.stderr.on('data', (piece: Buffer) => {
      text += piece.toString();
      if (text.includes('Programmer Type')) child.kill('SIGKILL');
    });
    child.on('close', () => {
      clearTimeout(deadline);
      done(/^ *AVR Part {2}.*?(?=\n *Programmer Type)/ms.exec(text)?.[0].trim() ?? text);
    });
  });
}

describe.skipIf(REAL_AVRDUDE === undefined)('avrdude 7.1 describes', () => {
  const edition = builtInDatabase.edition('7.1')!;
  const corrections = builtInDatabase.corrections();
  const database = createDatabase(builtInDatabase.open('carried'), config, {
    file: 'carried',
    edition,
    corrections,
  });

  test.each(ids.split(' '))('%s as the built-in database does', async (id) => {
    for (const verbose of [['-v'], ['-v', '-v', '-v']]) {
      const lines = describePart(database.part(id)!, verbose.length);
      const ours = lines.map((line) => (line === '' ? '' : `         ${line}`)).join('\n');
      expect(ours.trim()).toBe(await printed(REAL_AVRDUDE!, id, verbose));
    }
  });
});
