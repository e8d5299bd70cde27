/** What `scripts/simulators-plugin.mjs` finds in the files of this folder. */
declare module 'avrdude:simulators' {
  /** Programmers and boot loaders behind a serial port, by their kinds. */
  export const serialKinds: import('./device.ts').SerialKinds;
  /** The same for parts with UPDI, whose chips are of another kind. */
  export const updiKinds: import('./updi-device.ts').UpdiKinds;
  /** Programmers and boot loaders on USB. */
  export const usbKinds: import('./usb-device.ts').UsbKinds;
}
