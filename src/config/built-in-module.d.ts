/** The compiled database; the build and the test runner provide it (see `scripts/conf-plugin.mjs`). */
declare module 'avrdude:database' {
  const table: import('./table.ts').DatabaseTable;
  export default table;
  /** The bytes of the avrdude.conf that holds the same and goes beside the binary. */
  export function shippedText(): Uint8Array;
}
