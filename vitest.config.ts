import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Real programs are started, several at a time, on machines with two cores.
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
