import { defineConfig } from 'vitest/config';
import { viteDatabase } from './scripts/conf-compile.mjs';
import { viteFacts } from './scripts/facts-plugin.mjs';

export default defineConfig({
  plugins: [viteDatabase, viteFacts],
  test: {
    include: ['test/**/*.test.ts'],
    // Real programs are started, several at a time, on machines with two cores.
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
