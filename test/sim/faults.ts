/** Faults a simulator can be given, by the names the conformance records use; see README.md of this folder. */
const FAULTS = {
  'fuse-drift': '',
  'nak-once': '5',
  'timeout-after': '1000',
  garbage: '7',
  'garbage-at': '10',
  'disconnect-after': '1000',
  'bad-verify': '0x10',
  'wrong-signature': '',
  silent: '',
  truncate: '20',
  nibble: '20',
  drop: '200',
  dup: '200',
  nodevice: '',
} as const;

export type FaultName = keyof typeof FAULTS;

/** The faults in force and how often each has struck. */
export class Faults {
  private readonly values = new Map<FaultName, string>();
  private readonly hits = new Map<string, number>();
  private commands = 0;

  /** @param specs `name` or `name=value` @throws RangeError for a name there is not */
  constructor(specs: readonly string[] = []) {
    for (const spec of specs) {
      const [name = '', value = ''] = spec.split('=', 2);
      if (!(name in FAULTS)) {
        throw new RangeError(`unknown fault ${name}; known: ${Object.keys(FAULTS).join(' ')}`);
      }
      this.values.set(name as FaultName, value);
    }
  }

  has(name: FaultName): boolean {
    return this.values.has(name);
  }

  /** The value given, or the fault's usual one. */
  text(name: FaultName): string {
    return this.values.get(name) || FAULTS[name];
  }

  number(name: FaultName): number {
    return Number(this.text(name));
  }

  hit(name: FaultName): void {
    this.hits.set(name, (this.hits.get(name) ?? 0) + 1);
  }

  /** Asked once per command: true for the one command that is to be refused. */
  refuses(): boolean {
    if (!this.has('nak-once')) return false;
    this.commands++;
    if (this.commands !== this.number('nak-once')) return false;
    this.hit('nak-once');
    return true;
  }

  given(): Record<string, string> {
    return Object.fromEntries(this.values);
  }

  struck(): Record<string, number> {
    return Object.fromEntries(this.hits);
  }
}

/** The garbage the records were made with (the first bytes of Python's generator with seed 1). */
const RECORDED = [
  68, 32, 130, 60, 253, 230, 241, 194, 107, 48, 249, 14, 199, 221, 1, 228, 136, 117, 52, 162, 15, 11, 13, 4,
  195, 110, 216, 14, 113, 224, 253, 119, 176, 118, 112, 235, 148, 11, 213, 51, 95, 151, 61, 170, 216, 97, 155,
  145,
];

/** An endless row of bytes that looks random and is the same in every run. */
export function* garbage(): Generator<number, never> {
  yield* RECORDED;
  let state = 0x2545f491;
  for (;;) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    yield state & 0xff;
  }
}
