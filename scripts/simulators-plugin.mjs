/**
 * Provides `avrdude:simulators` to the tests: every simulated device, found in the files of `test/sim` that export some. A new one
 * is its file and nothing else.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { virtualModule } from './virtual-module.mjs';

const folder = path.resolve(import.meta.dirname, '../test/sim');

/** What a file may export: devices by the names of their kinds. */
const exported = ['serialKinds', 'updiKinds', 'usbKinds'];

function moduleSource() {
  const texts = readdirSync(folder)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .sort()
    .map((file) => [file, readFileSync(path.join(folder, file), 'utf8')]);
  const lines = [];
  for (const name of exported) {
    const files = texts.flatMap(([file, text]) => (text.includes(`\nexport const ${name}:`) ? [file] : []));
    files.forEach((file, i) => {
      lines.push(`import { ${name} as ${name}${i} } from ${JSON.stringify(path.join(folder, file))};`);
    });
    lines.push(`export const ${name} = { ${files.map((_, i) => `...${name}${i}`).join(', ')} };`);
  }
  return lines.join('\n');
}

/** For esbuild, and for vite and vitest. */
export const { esbuild: esbuildSimulators, vite: viteSimulators } = virtualModule(
  'avrdude:simulators',
  moduleSource,
  folder,
);
