/** The compiled database; the build and the test runner provide it (see `scripts/conf-plugin.mjs`). */
declare module 'avrdude:database' {
  const table: import('./table.ts').DatabaseTable;
  export default table;
}
