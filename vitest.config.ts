import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { viteDatabase } from './scripts/conf-compile.mjs';
import { viteFacts } from './scripts/facts-plugin.mjs';
import { viteSimulators } from './scripts/simulators-plugin.mjs';

export default defineConfig({
  plugins: [viteDatabase, viteFacts, viteSimulators],
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/byte-equality.ts'],
    // One more than there are processors: many files wait for the programs that they start.
    maxWorkers: availableParallelism() + 1,
    // How fast the machine is, is no matter: this is for what hangs.
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
});
