import type { Instruction } from './instruction-set.ts';

/** A jump or call, or the loading of a place in flash. */
export interface Jump {
  readonly from: number;
  readonly to: number;
  readonly instruction: Instruction;
}

interface Label {
  readonly address: number;
  readonly name: string;
}

/** Jumps seen in a session, the labels they make, and which addresses of the section at hand can be jumped to or called. */
export class Jumps {
  #jumps: Jump[] = [];
  #labels: Label[] = [];
  readonly #jumpable = new Set<number>();
  readonly #callable = new Set<number>();
  #start = 0;
  #end = 0;

  /** Begins a section. @param end address of its last byte */
  begin(start: number, end: number): void {
    this.#start = start;
    this.#end = end;
    this.#jumpable.clear();
    this.#callable.clear();
    this.markJumpable(0);
  }

  contains(address: number): boolean {
    return address >= this.#start && address < this.#end;
  }

  markJumpable(address: number): void {
    if (this.#inSection(address)) this.#jumpable.add(this.#place(address));
  }

  canJumpTo(address: number): boolean {
    return this.#inSection(address) && this.#jumpable.has(this.#place(address));
  }

  /** Notes a jump once. @param calls whether its target is a subroutine */
  register(jump: Jump, calls: boolean): void {
    const { from, to, instruction } = jump;
    if (this.#jumps.some((each) => each.from === from && each.to === to && each.instruction === instruction))
      return;
    this.#jumps.push(jump);
    if (calls && this.#inSection(to)) this.#callable.add(this.#place(to));
  }

  /** Numbers the places that are jumped to, subroutines apart. */
  makeLabels(): void {
    this.#jumps.sort((a, b) => a.to - b.to || a.instruction.index - b.instruction.index || a.from - b.from);
    this.#labels = [];
    const counts = { Label: 0, Subroutine: 0 };
    for (const { to } of this.#jumps) {
      if (!this.canJumpTo(to) || this.#labels.at(-1)?.address === to) continue;
      const kind = this.#callable.has(this.#place(to)) ? 'Subroutine' : 'Label';
      this.#labels.push({ address: to, name: `${kind}${counts[kind]++}` });
    }
  }

  labelAt(address: number): string | undefined {
    return this.#labels.find((label) => label.address === address)?.name;
  }

  /** The jumps to an address, by instruction and place once labels have been made. */
  to(address: number): readonly Jump[] {
    return this.#jumps.filter((jump) => jump.to === address);
  }

  forget(): void {
    this.#jumps = [];
    this.#labels = [];
  }

  #inSection(address: number): boolean {
    return address >= this.#start && address <= this.#end;
  }

  #place(address: number): number {
    return (address - this.#start) >> 1;
  }
}
