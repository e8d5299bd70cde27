/** A serial port that this machine has. */
export interface SerialPortInfo {
  /** As `-P` takes it. */
  readonly port: string;
  /** USB vendor and product, 0 if the port is not on USB. */
  readonly vendor: number;
  readonly product: number;
  /** USB serial number, empty if there is none. */
  readonly serialNumber: string;
  /** What the device calls itself ("Arduino Leonardo"), if it does. */
  readonly name?: string;
}
