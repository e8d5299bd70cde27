import { afterAll, beforeAll, expect, test } from 'vitest';
import { Copy } from './copy.ts';

/** "Adding things" of the README, the part on programmer types, followed to the letter: a toy on USB that passes on ISP instructions. */
const files: Readonly<Record<string, string>> = {
  'src/programmers/toyusb/messages.ts': `import { defineMessage } from '../../output/words.ts';

export const notThere = defineMessage('toyusb/not-there', {
  '6.4': () => ({ level: 'info', lead: 'program', text: 'no toy is plugged in\\n' }),
});
`,
  'src/programmers/toyusb/toyusb.ts': `import { PortError, ProtocolError, TargetError } from '../../model/errors.ts';
import { encodeInstruction } from '../../model/opcode.ts';
import { notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import type { UsbTransport } from '../../transports/usb-transport.ts';
import type { Programmer, ProgrammerContext, ProgrammerType } from '../programmer.ts';
import * as words from './messages.ts';

const requests = { hold: 1, release: 2, instruction: 3 } as const;

class ToyUsb implements Programmer {
  readonly #context: ProgrammerContext;
  #device: UsbTransport | undefined;

  constructor(context: ProgrammerContext) {
    this.#context = context;
  }

  async open(): Promise<void> {
    const { entry, emit, open, port } = this.#context;
    const [found] = await open.usb.find({ vendorId: entry.usbvid, productIds: entry.usbpid, strings: false });
    if (!found) fail(emit, notice(words.notThere), new PortError('no toy', port, 'ENODEV'));
    this.#device = await open.usb.open(found.info);
  }

  async initialize(): Promise<void> {
    const enable = this.#context.part.opcodes.pgm_enable;
    if (!enable) throw new ProtocolError('the part has no such instruction');
    await this.#ask(requests.hold, new Uint8Array(4));
    await this.#context.clock.sleep(20);
    const answer = await this.command(encodeInstruction(enable));
    if (answer[2] !== 0x53) throw new TargetError('the target does not answer');
  }

  async disable(): Promise<void> {
    await this.#ask(requests.release, new Uint8Array(4));
  }

  async close(): Promise<void> {
    await this.#device?.close();
  }

  async chipErase(): Promise<void> {
    const { part, clock } = this.#context;
    const erase = part.opcodes.chip_erase;
    if (!erase) throw new ProtocolError('the part has no such instruction');
    await this.command(encodeInstruction(erase));
    await clock.sleep(part.chipEraseDelay / 1000);
  }

  command(instruction: Uint8Array): Promise<Uint8Array> {
    return this.#ask(requests.instruction, instruction);
  }

  async #ask(request: number, [a = 0, b = 0, c = 0, d = 0]: Uint8Array): Promise<Uint8Array> {
    if (!this.#device) throw new ProtocolError('the toy is not open');
    return this.#device.control({ requestType: 0xc0, request, value: (a << 8) | b, index: (c << 8) | d, data: 4, timeoutMs: 1000 });
  }
}

export const toyusb: ProgrammerType = {
  id: 'toyusb',
  name: 'Toy',
  create: (context) => new ToyUsb(context),
};
`,
  'src/programmers/toyusb/toyusb.conf': `# A toy.

programmer
    id                     = "toy";
    desc                   = "A toy on USB";
    type                   = "toyusb";
    prog_modes             = PM_ISP;
    connection_type        = usb;
    usbvid                 = 0x1209;
    usbpid                 = 0x0001;
;
`,
  'test/sim/toyusb.ts': `import type { Contracted } from './contract.ts';
import type { Setup, UsbFirmware, UsbKinds, UsbTarget } from './usb-device.ts';

export const contract: readonly Contracted[] = [
  { type: 'toyusb', id: 'toy', part: 'm328p', kind: 'toyusb', on: 'usb' },
];

/** What a toy answers. */
class ToyFirmware implements UsbFirmware {
  readonly descriptors = {
    device: Uint8Array.of(18, 1, 0x10, 1, 0xff, 0, 0, 8, 0x09, 0x12, 0x01, 0x00, 0, 1, 0, 0, 0, 1),
    configuration: Uint8Array.of(9, 2, 18, 0, 1, 1, 0, 0x80, 50, 9, 4, 0, 0, 0, 0xff, 0, 0, 0),
    strings: [],
  };
  readonly requestNames = { 1: 'HOLD', 2: 'RELEASE', 3: 'INSTRUCTION' };
  private readonly target: UsbTarget;

  constructor(target: UsbTarget) {
    this.target = target;
  }

  vendor({ request, value, index }: Setup): Uint8Array {
    if (request !== 3) this.target.isp.reset(request === 1);
    if (request !== 3) return new Uint8Array(4);
    return this.target.instruction([value >> 8, value & 0xff, index >> 8, index & 0xff], 100_000);
  }
}

export const usbKinds: UsbKinds = { toyusb: (target) => new ToyFirmware(target) };
`,
  // What it is tried by.
  'test/toy.test.ts': `import { expect, test } from 'vitest';
import { UsbBoard } from './sim/usb-device.ts';
import { inVirtualTime, runProgram } from './whole-run/run-program.ts';

inVirtualTime();

test('flashes a chip', async () => {
  const board = new UsbBoard({ kind: 'toyusb', part: 'm328p', options: ['lenient'] });
  const program = Uint8Array.from({ length: 300 }, (_, i) => (7 * i + 1) & 0xff);
  const args = '-qq -c toy -p m328p -U flash:w:app.bin:r -U lfuse:w:0xE2:m';
  const { status, stderr } = await runProgram({ args, device: board, files: { 'app.bin': program } });
  expect([status, stderr]).toEqual([0, '']);
  expect([...board.chip.flash.subarray(0, 300)]).toEqual([...program]);
  expect([board.isp.held, board.violations]).toEqual([false, []]);
});

test('is missed in its own words', async () => {
  const { status, stderr } = await runProgram({ args: '-qq -c toy -p m328p' });
  expect(status).toBe(1);
  expect(stderr).toContain('avrdude: no toy is plugged in');
});
`,
};

let copy: Copy;

beforeAll(() => {
  copy = new Copy();
  for (const [file, text] of Object.entries(files)) copy.write(file, text);
  copy.change(
    'src/programmers/registry.ts',
    '  usbtiny: async',
    "  toyusb: async () => (await import('./toyusb/toyusb.ts')).toyusb,\n  usbtiny: async",
  );
});

afterAll(() => copy.remove());

test('a type touches its family folder, the registry and its simulator, nothing else', () => {
  expect([...copy.touched].sort()).toEqual([
    'src/programmers/registry.ts',
    'src/programmers/toyusb/messages.ts',
    'src/programmers/toyusb/toyusb.conf',
    'src/programmers/toyusb/toyusb.ts',
    'test/sim/toyusb.ts',
    'test/toy.test.ts',
  ]);
});

test('a toy of its own family folder, a line in the registry and a simulator flashes a chip', async () => {
  const { status, stdout } = await copy.node(['node_modules/vitest/vitest.mjs', 'run', 'test/toy.test.ts']);
  expect(stdout).toContain('2 passed');
  expect(status).toBe(0);
});

test('its row of the contract is found in the simulator', async () => {
  const { status, stdout } = await copy.node([
    ...['node_modules/vitest/vitest.mjs', 'run', 'test/programmers/contract/contract.test.ts'],
    ...['-t', 'every type has its row'],
  ]);
  expect(stdout).toContain('1 passed');
  expect(status).toBe(0);
});
