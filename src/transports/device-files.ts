/**
 * Device files of the operating system, for what is driven by ioctl(2): lines of a GPIO chip, SPI controllers, parallel ports, the
 * control lines of a serial port. Calls are carried out at once, so that nothing comes between two changes of a line.
 */
export interface DeviceFiles {
  /** @param terminal whether it is a serial port, which is not to be waited for @throws TransportError with the system's code */
  open(path: string, access: FileAccess, terminal?: boolean): DeviceFile;
  /** A file that an ioctl has opened, by its number. */
  adopt(descriptor: number): DeviceFile;
  /** Whether there is such a file or folder. @throws TransportError if that cannot be known */
  exists(path: string): boolean;
  /** Lets microseconds pass without giving up the processor: shorter than any timer. */
  spin(microseconds: number): void;
  /** Microseconds from some fixed moment. */
  now(): number;
  /** Lets others have their turn, so that an interruption is heard of. */
  breathe(): Promise<void>;
}

export type FileAccess = 'read' | 'write' | 'both';

/** An open device file. Every method but `close` throws TransportError with the system's code, DisconnectedError if the device is gone. */
export interface DeviceFile {
  /**
   * @param argument what the request reads and fills in, none for one without
   * @param pointers places in the argument that are to be pointers to further bytes, 64 bits wide
   * @returns what the call returned, 0 or more
   */
  ioctl(request: number, argument?: Uint8Array, pointers?: readonly PointerAt[]): number;
  /** Writes all of it in one call. */
  write(data: Uint8Array): void;
  /** Reads from the beginning of the file. @returns at most `length` bytes */
  read(length: number): Uint8Array;
  close(): void;
}

/** A field of an ioctl's argument that points to further bytes. */
export interface PointerAt {
  readonly offset: number;
  readonly bytes: Uint8Array;
}

/** Loads what it takes to talk to device files. @throws UnsupportedError on a system without them */
export type DeviceFilesOpener = () => Promise<DeviceFiles>;
