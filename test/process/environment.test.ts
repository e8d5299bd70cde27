/** What stands in the environment for Node is not for us. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runToEnd } from './process.ts';

const args = ['-c', 'dryrun', '-p', 'm328p', '-U', 'lfuse:r:-:h'];

test.concurrent.each([
  ['NODE_V8_COVERAGE', '@DIR@/coverage'],
  ['NODE_COMPILE_CACHE', '@DIR@/cache'],
  ['NODE_REPL_EXTERNAL_MODULE', '@DIR@/module.js'],
  ['NODE_OPTIONS', '--require=@DIR@/module.js'],
  ['NODE_CHANNEL_FD', '1'],
  ['NODE_CHANNEL_FD', 'x'],
  ['NODE_UNIQUE_ID', '1'],
  ['NODE_DEBUG', 'fs,net,tty,child_process,module'],
  ['NODE_DEBUG_NATIVE', 'diagnostics,code_cache,mksnapshot'],
  ['NODE_EXTRA_CA_CERTS', '/nonexistent'],
  ['NODE_ICU_DATA', '/nonexistent'],
  ['NODE_REDIRECT_WARNINGS', '@DIR@/warnings'],
  ['NODE_PENDING_DEPRECATION', '1'],
  ['NODE_TEST_CONTEXT', 'child-v8'],
  ['NODE_USE_ENV_PROXY', '1'],
  ['NODE_PRESERVE_SYMLINKS', '1'],
])('%s=%s does nothing', async (name, value) => {
  const folder = mkdtempSync(join(tmpdir(), 'environment-'));
  writeFileSync(join(folder, 'module.js'), 'console.log("not ours")');
  const env = { [name]: value.replace('@DIR@', folder) };
  const masked = ({ status, stdout, stderr }: Awaited<ReturnType<typeof runToEnd>>) => ({
    status,
    stdout,
    stderr: stderr.replace(/\d\.\d\ds/g, '0.00s'),
  });
  const [with_, without] = [await runToEnd({ args, env }), await runToEnd({ args })];
  expect(masked(with_)).toEqual(masked(without));
  expect(without.status).toBe(0);
  expect(readdirSync(folder)).toEqual(['module.js']);
  rmSync(folder, { recursive: true });
});
