/** A programmer that speaks STK500 version 2, and what it has beyond programming (AVR068, AVR069, avrdude's experience). */
export interface Stk500v2Model {
  readonly name: string;
  /** What its answer to the sign-on begins with. */
  readonly signOns: readonly string[];
  /** Atmel's boards have a clock generator, reference voltages, cards, and a RESET whose polarity is set. */
  readonly kind: 'programmer' | 'stk500' | 'stk600';
  /** SCK_DURATION counts cycles of a crystal or of 8 MHz, or names one of AVR069's clocks. */
  readonly sckDuration: 'of-crystal' | 'of-8-mhz' | 'by-number';
  /** Whether `-v` shows SCK_DURATION. */
  readonly showsSck: boolean;
  /** It watches the target's lines, and knows other interfaces than ISP. */
  readonly watchesLines: boolean;
  /** It bears to be brought into programming mode again behind a chip erase. */
  readonly entersAfterErase: boolean;
  /** Boot loaders (P. Fleury's and what came of it) say that they are this, answer a chip erase with success, and do nothing. */
  readonly isImitated: boolean;
}

const avrisp: Stk500v2Model = {
  name: 'AVRISP',
  signOns: ['AVRISP_2'],
  kind: 'programmer',
  sckDuration: 'of-crystal',
  showsSck: false,
  watchesLines: false,
  entersAfterErase: true,
  isImitated: true,
};

export const stk500: Stk500v2Model = {
  ...avrisp,
  name: 'STK500',
  signOns: ['STK500_2', 'SCRATCHMONKEY'],
  kind: 'stk500',
  showsSck: true,
};

/** The ISP connector of a JTAGICE mkII, which is reached without a sign-on. Firmware 7.39 cannot bear to enter twice. */
export const jtagIceMkii: Stk500v2Model = {
  ...avrisp,
  name: 'JTAGICE mkII',
  signOns: [],
  sckDuration: 'by-number',
  showsSck: true,
  entersAfterErase: false,
  isImitated: false,
};

/** The ISP scope of a JTAGICE3 and its kin, which has a clock of its own. */
export const jtagIce3: Stk500v2Model = { ...avrisp, name: 'JTAGICE3', signOns: [], isImitated: false };

const models: readonly Stk500v2Model[] = [
  stk500,
  avrisp,
  {
    ...avrisp,
    name: 'AVRISP mkII',
    signOns: ['AVRISP_MK2'],
    isImitated: false,
    sckDuration: 'by-number',
    showsSck: true,
    watchesLines: true,
  },
  {
    ...avrisp,
    name: 'STK600',
    signOns: ['STK600'],
    isImitated: false,
    kind: 'stk600',
    sckDuration: 'of-8-mhz',
    showsSck: true,
    watchesLines: true,
  },
];

/** @param name what a programmer signs on as @returns undefined for one that nobody knows */
export function modelNamed(name: string): Stk500v2Model | undefined {
  return models.find(({ signOns }) => signOns.some((beginning) => name.startsWith(beginning)));
}
