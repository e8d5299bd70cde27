/** The texts of `conf/facts`; the build and the test runner provide them (see `scripts/facts-plugin.mjs`). */
declare module 'avrdude:facts' {
  const facts: {
    readonly comments: string;
    readonly fuses: string;
    readonly instructions: string;
    readonly pickit5Scripts: string;
    readonly registers: string;
    readonly resetValues: string;
    readonly 'sourceLines7.1': string;
    readonly 'sourceLines8.2': string;
    readonly usbDevices: string;
    readonly vectors: string;
    readonly words: string;
  };
  export default facts;
}
