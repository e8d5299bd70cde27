import { ProtocolError, UnsupportedError } from '../../model/errors.ts';
import { isInFlash, memoryKind } from '../../model/memory-kind.ts';
import type { Memory } from '../../model/part.ts';
import { type Emit, notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import * as ur from '../../protocols/urboot/commands.ts';
import type { UrbootLink } from './link.ts';
import type { Loader } from './loader.ts';
import * as words from './loader-messages.ts';
import type { UrclockParameters } from './parameters.ts';

/** What a loader can reach of a part's memories, as far as is known of it. */
export class LoaderReach {
  readonly link: UrbootLink;
  /** Undefined until it has been found out about. */
  loader: Loader | undefined;
  readonly #parameters: UrclockParameters;
  readonly #emit: Emit;

  constructor(link: UrbootLink, parameters: UrclockParameters, emit: Emit) {
    this.link = link;
    this.#parameters = parameters;
    this.#emit = emit;
  }

  /** @param feature one of `features` */
  has(feature: number): boolean {
    return (this.link.identity.features & feature) !== 0;
  }

  get hasEeprom(): boolean {
    return this.loader?.eeprom === true || this.#parameters.flags.has('eepromrw');
  }

  /** Reads where the loader can; not by pages. @throws ProtocolError, after saying so */
  async readPiece(name: 'flash' | 'eeprom', address: number, length: number): Promise<Uint8Array> {
    if (name === 'flash' && !this.has(ur.features.readsFlash))
      fail(this.#emit, notice(words.noFlashRead), new ProtocolError('the loader cannot read flash'));
    if (name === 'eeprom' && this.loader && !this.hasEeprom) throw this.#lackOf(words.noEepromAccess);
    return this.link.read(name, address, length);
  }

  /** Which memory pages are read from. @throws UnsupportedError, ProtocolError after saying so */
  toRead(memory: Memory): 'flash' | 'eeprom' {
    const name = reachable(memory);
    if (name === 'flash' && !this.has(ur.features.readsFlash))
      fail(this.#emit, notice(words.noFlashRead), new UnsupportedError('the loader cannot read flash'));
    if (name === 'eeprom' && !this.hasEeprom) throw this.#lackOf(words.noEepromPages);
    return name;
  }

  /** Which memory pages are written to. @throws as `toRead` */
  toWrite(memory: Memory): 'flash' | 'eeprom' {
    const name = reachable(memory);
    if (name === 'eeprom' && !this.hasEeprom) throw this.#lackOf(words.noEepromWrite);
    return name;
  }

  #lackOf(message: typeof words.noEepromAccess): ProtocolError {
    this.#emit(notice(message, { certain: (this.loader?.version ?? 0) > 0 }));
    return new ProtocolError('the loader has no access to EEPROM');
  }
}

function reachable(memory: Memory): 'flash' | 'eeprom' {
  const name = pagedName(memory);
  if (name === undefined) throw new UnsupportedError(`${memory.name} is out of a boot loader's reach`);
  return name;
}

/** The memory whose pages hold those of `memory`; undefined if a loader does not reach it. */
export function pagedName(memory: Memory): 'flash' | 'eeprom' | undefined {
  if (isInFlash(memory)) return 'flash';
  return memoryKind(memory) === 'eeprom' ? 'eeprom' : undefined;
}
