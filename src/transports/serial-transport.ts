/** A byte stream to a programmer: a serial port, or TCP. */
export interface SerialTransport {
  /**
   * Resolves when the bytes have been handed to the operating system.
   * @param timeoutMs after which a line that does not take them counts as gone
   * @throws DisconnectedError, TransportError, InterruptedError
   */
  write(data: Uint8Array, timeoutMs?: number, ends?: AbortSignal): Promise<void>;
  /**
   * @param length exactly this many bytes
   * @param timeoutMs for the whole read
   * @param ends ends waiting before its time; nothing is consumed then
   * @throws TimeoutError with what came (consumed), DisconnectedError, InterruptedError
   */
  read(length: number, timeoutMs: number, ends?: AbortSignal): Promise<Uint8Array>;
  /**
   * Throws away what has come and what comes until the line has been silent for `idleMs`; bounded on a babbling line.
   * @param dropped is shown what is thrown away
   * @returns how many bytes that were
   */
  drain(idleMs: number, ends?: AbortSignal, dropped?: (data: Uint8Array) => void): Promise<number>;
  /** Control lines. @throws TransportError with code `ENOTTY` where there are none (a pseudo-terminal, TCP) */
  setLines(lines: { dtr: boolean; rts: boolean }): Promise<void>;
  /** Bits per second. Any rate the port can do. @throws TransportError if it cannot */
  setBaudRate(rate: number): Promise<void>;
  /** Ends the connection; never throws. */
  close(): Promise<void>;
}

export interface SerialSettings {
  /** A device name, or `net:host:port`. */
  readonly port: string;
  readonly baudRate: number;
  readonly parity?: 'none' | 'even' | 'odd';
  readonly stopBits?: 1 | 2;
}
