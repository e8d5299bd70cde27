import type { Part } from '../../model/part.ts';
import { numberedLine, numberedText, partLine } from './entries.ts';

/** A value of a property, by its name. */
export interface PropertyValue {
  readonly value: number;
  readonly label: string;
  /** What it means; empty if that is not known. */
  readonly explanation: string;
}

/** A bit field of a fuse or of the lock bits. */
export interface FuseProperty {
  readonly name: string;
  /** What it is for; empty if that is not known. */
  readonly explanation: string;
  /** The memory that it lies in, as the data sheet calls it. */
  readonly memory: string;
  readonly mask: number;
  /** Empty if any number may stand there. */
  readonly values: readonly PropertyValue[];
  /** As the part leaves the factory; -1 if unknown. */
  readonly factory: number;
}

/** The bit fields of a part's fuses and lock bits, in the order of its fuses; undefined if they are not known. */
export async function fuseProperties(part: Part): Promise<readonly FuseProperty[] | undefined> {
  const { fuses, words } = (await import('avrdude:facts')).default;
  return partLine(fuses, part.filedAs ?? part.id)?.map((word) => {
    const [number = '', factory = ''] = word.split(':');
    const [memory = '', mask = '', named = '', ...values] = numberedLine(fuses, number);
    const [name = '', caption = ''] = named.split(':');
    return {
      name,
      explanation: numberedText(words, caption),
      memory,
      mask: Number.parseInt(mask, 16),
      factory: factory === '' ? -1 : Number(factory),
      values: values.map((text) => {
        const [value = '', label = '', comment = ''] = text.split(':');
        return { value: Number(value), label, explanation: numberedText(words, comment) };
      }),
    };
  });
}
