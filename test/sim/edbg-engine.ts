import { CONNECTION, type EdbgTarget, FAILURE, Refused, SCOPE } from './edbg-codes.ts';
import type { EdbgTpiScope } from './edbg-tpi.ts';

const RESPONSE = { ok: 0x80, info: 0x81, data: 0x84, failed: 0xa0 } as const;
const LONGEST_READ = 512;

/** What the tool is and has on its cable. */
export interface EdbgParts {
  readonly serial: string;
  readonly name: string;
  /** Major and minor version, release. */
  readonly firmware: readonly [number, number, number];
  /** Undefined where no tool of the general kind reaches the part. */
  readonly target: EdbgTarget | undefined;
  readonly tpi: EdbgTpiScope;
  /** Carries out a command of AVR069; undefined where the part has no ISP. */
  isp(body: readonly number[]): readonly number[] | undefined;
  readonly noPower: boolean;
  /** Faster than this the target is not reached by ISP (kHz). */
  readonly fastestIsp: number;
  /** Faster than this the target is not met over PDI and UPDI (kHz). */
  readonly fastestPdi: number;
  /** Refuses the request with this number (from 1 on). */
  readonly refuses: number;
  report(violation: string): void;
}

/** Requests of the EDBG based tools (DS50002630): scopes, parameters, the target's memories. */
export class EdbgEngine {
  private readonly parts: EdbgParts;
  private readonly parameters = new Map<string, Uint8Array>();
  private sck = 125;
  private requests = 0;
  private signedOn = false;
  private attached = false;
  private inProgramming = false;

  constructor(parts: EdbgParts) {
    this.parts = parts;
    const word = (value: number) => Uint8Array.of(value & 0xff, value >> 8);
    const [major, minor, release] = parts.firmware;
    const set = (scope: number, section: number, number: number, value: Uint8Array) =>
      this.parameters.set(key(scope, section, number), value);
    set(SCOPE.general, 0, 0, Uint8Array.of(1, major, minor, ...word(release)));
    set(SCOPE.general, 1, 0, word(parts.noPower ? 0 : 3300));
    set(SCOPE.general, 1, 0x10, Uint8Array.of(0x90, 0x01, 0x20));
    set(SCOPE.general, 1, 0x11, Uint8Array.of(0x2d, 0x6c));
    set(SCOPE.general, 1, 0x12, Uint8Array.of(0x00, 0x09));
    set(SCOPE.general, 1, 0x13, Uint8Array.of(0x10, 0x00));
    set(SCOPE.general, 1, 0x14, Uint8Array.of(0x3d, 0x6c));
    set(SCOPE.general, 1, 0x20, word(0));
    set(SCOPE.edbg, 0, 0x10, Uint8Array.of(1));
    set(SCOPE.edbg, 0x11, 0x20, Uint8Array.of(0xff));
    for (const [section, number, size] of [
      ...[[0, 0, 1] as const, [0, 1, 1] as const, [1, 0, 1] as const, [1, 1, 4] as const],
      ...[[2, 0, 0] as const, [3, 6, 1] as const, [3, 7, 1] as const],
    ])
      set(SCOPE.avr, section, number, new Uint8Array(size));
    set(SCOPE.avr, 1, 0x20, word(200));
    set(SCOPE.avr, 1, 0x21, word(200));
    set(SCOPE.avr, 1, 0x30, word(1000));
    set(SCOPE.avr, 1, 0x31, word(500));
  }

  /** Whether the target cannot run. */
  get holds(): boolean {
    return this.inProgramming || this.parts.tpi.holds;
  }

  /** @returns the answer from the scope on */
  answer(request: Uint8Array): Uint8Array {
    const [scope = 0, command = 0] = request;
    this.requests += 1;
    const refused = this.requests === this.parts.refuses;
    if (scope === SCOPE.isp) return Uint8Array.of(scope, ...this.isp(request.subarray(1), refused));
    if (scope === SCOPE.tpi)
      return Uint8Array.of(scope, ...(refused ? [command, 1] : this.parts.tpi.command(request.subarray(1))));
    try {
      if (refused) throw new Refused(FAILURE.command);
      if (request[2] !== 0) this.parts.report(`version ${request[2]} of a command`);
      const data = this.carryOut(scope, command, request.subarray(3));
      if (data === undefined) return Uint8Array.of(scope, RESPONSE.ok, 0);
      const code = scope === SCOPE.info ? RESPONSE.info : RESPONSE.data;
      return Uint8Array.of(scope, code, 0, ...data, 0);
    } catch (error) {
      if (error instanceof Refused) return Uint8Array.of(scope, RESPONSE.failed, 0, error.code, 0);
      throw error;
    }
  }

  private carryOut(scope: number, command: number, data: Uint8Array): Uint8Array | undefined {
    if (scope === SCOPE.info) {
      if (command !== 0) throw new Refused(FAILURE.command);
      const text = data[0] === 0x80 ? this.parts.name : data[0] === 0x81 ? this.parts.serial : undefined;
      if (text === undefined) throw new Refused(FAILURE.parameter);
      return Buffer.from(`${text}\0`, 'latin1');
    }
    if (command === 1 || command === 2) return this.parameter(scope, command, data);
    if (scope === SCOPE.general) return this.general(command);
    if (scope === SCOPE.avr) return this.avr(command, data);
    throw new Refused(FAILURE.command);
  }

  private parameter(scope: number, command: number, data: Uint8Array): Uint8Array | undefined {
    const [section = 0, number = 0, size = 0, ...value] = data;
    if (command === 1) {
      if (value.length !== size) throw new Refused(FAILURE.length);
      const isVoltage = scope === SCOPE.general && section === 1 && number === 0x20;
      if (scope === SCOPE.general && !isVoltage) throw new Refused(FAILURE.parameter);
      const known = this.parameters.get(key(scope, section, number));
      if (!known) throw new Refused(FAILURE.parameter);
      this.parameters.set(key(scope, section, number), Uint8Array.from(value));
      if (isVoltage) this.parameters.set(key(scope, 1, 0), Uint8Array.from(value));
      return undefined;
    }
    // A parameter may be read from the middle of a longer one.
    for (let before = 0; before < 5; before++) {
      const found = this.parameters.get(key(scope, section, number - before));
      if (found && before < found.length) return found.subarray(before, before + size);
    }
    throw new Refused(FAILURE.parameter);
  }

  private general(command: number): undefined {
    if (command === 0x10) this.signedOn = true;
    else if (command === 0x11) this.signedOn = false;
    // Another firmware is asked for.
    else if (command !== 0x50) throw new Refused(FAILURE.command);
    return undefined;
  }

  private avr(command: number, data: Uint8Array): Uint8Array | undefined {
    const { target } = this.parts;
    if (!this.signedOn) throw new Refused(FAILURE.mode);
    if (command === 0x10) return this.signOn(data[0] === 1);
    if (command === 0x11) {
      if (this.inProgramming) this.parts.report('signed off in programming mode');
      this.attached = false;
      return undefined;
    }
    if (!this.attached || !target) throw new Refused(FAILURE.mode);
    const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
    const long = (at: number) => view.getUint32(at, true);
    switch (command) {
      case 0x13:
        if (this.connection !== CONNECTION.debugWire) throw new Refused(FAILURE.mode);
        return undefined;
      case 0x17:
        target.leaveDebugWire();
        this.attached = false;
        return undefined;
      case 0x15:
        target.enter(this.byte(SCOPE.avr, 3, 7) === 1);
        this.inProgramming = true;
        return undefined;
      case 0x16:
        this.inProgramming = false;
        target.leave();
        return undefined;
      case 0x20:
        if (data[0] === 0) target.eraseChip();
        else target.erasePage(data[0] ?? 0, long(1));
        return undefined;
      case 0x21:
        if (long(5) > LONGEST_READ) {
          this.parts.report(`${long(5)} bytes are read`);
          throw new Refused(FAILURE.length);
        }
        return target.read(data[0] ?? 0, long(1), long(5));
      case 0x23:
        if (data.length !== 10 + long(5)) throw new Refused(FAILURE.length);
        target.write(data[0] ?? 0, long(1), data.subarray(10));
        return undefined;
      default:
        this.parts.report(`command 0x${command.toString(16)}`);
        throw new Refused(FAILURE.command);
    }
  }

  private signOn(externalReset: boolean): Uint8Array | undefined {
    const { target, noPower, fastestPdi, report } = this.parts;
    const { connection } = this;
    const silence =
      connection === CONNECTION.debugWire
        ? FAILURE.debugWire
        : connection === CONNECTION.pdi
          ? FAILURE.pdi
          : FAILURE.noAnswer;
    if (noPower) throw new Refused(FAILURE.noPower);
    if (this.pdiClock > fastestPdi) throw new Refused(silence);
    if (!target?.fits(connection, this.byte(SCOPE.avr, 0, 0))) throw new Refused(silence);
    const met = target.meet(externalReset);
    const descriptor = this.parameters.get(key(SCOPE.avr, 2, 0)) ?? new Uint8Array(0);
    if (!target.isDescribedBy(descriptor)) {
      report('the device descriptor does not fit the part');
      throw new Refused(silence);
    }
    this.attached = true;
    return met;
  }

  private isp(body: Uint8Array, refused: boolean): readonly number[] {
    const [id = 0, low = 0, high = 0] = body;
    if (refused) return [id, 0xc0];
    if (id === 0x1d) {
      this.sck = low + high * 0x100;
      return [id, 0];
    }
    if (id === 0x1e) return [id, this.sck & 0xff, this.sck >> 8, 0];
    const { connection } = this;
    const reaches = connection === CONNECTION.isp || connection === CONNECTION.debugWire;
    if (!reaches || this.sck > this.parts.fastestIsp) return [id, 0xc0];
    if (id === 0x10 && (this.parts.noPower || this.parts.target?.shutsOutIsp)) return [id, 0xc0];
    return this.parts.isp([...body]) ?? [id, 0xc0];
  }

  /** Kilohertz. */
  get pdiClock(): number {
    const [low = 0, high = 0] = this.parameters.get(key(SCOPE.avr, 1, 0x31)) ?? [];
    return low + high * 0x100;
  }

  private get connection(): number {
    return this.byte(SCOPE.avr, 1, 0);
  }

  private byte(scope: number, section: number, number: number): number {
    return this.parameters.get(key(scope, section, number))?.[0] ?? 0;
  }
}

function key(scope: number, section: number, number: number): string {
  return `${scope}:${section}:${number}`;
}
