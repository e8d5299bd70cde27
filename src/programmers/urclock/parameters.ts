import { HelpGivenError, UsageError } from '../../model/errors.ts';
import { readIntegerItem } from '../../model/integer-item.ts';
import { notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import type { ProgrammerContext } from '../programmer.ts';
import * as words from './parameter-messages.ts';
import { helpLines, type ParameterName, parameters } from './parameter-table.ts';

/** Where the number is that tells boards apart. */
export interface UrclockId {
  readonly memory: 'flash' | 'eeprom';
  /** Negative: counted from the end. */
  readonly address: number;
  readonly length: number;
  /** As given. */
  readonly text: string;
}

/** What `-x` says. */
export interface UrclockParameters {
  readonly flags: ReadonlySet<ParameterName>;
  readonly title: string;
  readonly id: UrclockId | undefined;
  /** Bytes; 0: as the loader says. */
  readonly bootSize: number;
  /** -1: as the loader says. */
  readonly vector: number;
  /** Milliseconds more or less than usual from reset to sync. */
  readonly delay: number;
}

/** Strings are cut to this many characters. */
const longest = { title: 253, id: 63 } as const;

/**
 * Reads the `-x` parameters, those of all releases under each.
 * @throws UsageError for an unknown parameter or a wrong value, HelpGivenError for `-x help`; both after saying so
 */
export function parseParameters(context: ProgrammerContext): UrclockParameters {
  const { emit, id: programmer } = context;
  const flags = new Set<ParameterName>();
  const numbers = { bootsize: 0, vectornum: -1, delay: 0 };
  const texts = { id: '', title: '' };
  let wrong = false;
  for (const text of context.extended) {
    const equals = text.indexOf('=');
    const name = equals < 0 ? text : text.slice(0, equals);
    const value = equals < 0 ? undefined : text.slice(equals + 1);
    const known = parameters.find((parameter) => parameter.name === name);
    const unfinished = parameters.find((p) => p.takes === 'text' && text.startsWith(p.name) && p !== known);
    if (unfinished || (known?.takes === 'text' && value === undefined)) {
      emit(notice(words.argumentMissing, { text }));
      wrong = true;
    }
    if (known?.takes === 'nothing' && value === undefined) {
      flags.add(known.name);
      emit(notice(words.set, { text: name }));
    } else if (known?.takes === 'number' && value !== undefined) {
      const number = readIntegerItem(value, 'int32');
      if (!number.ok)
        fail(
          emit,
          notice(words.noNumber, { text, problem: number.error }),
          new UsageError('bad -x parameter'),
        );
      numbers[known.name as keyof typeof numbers] = number.value;
      emit(notice(words.set, { text: `${name}=${number.value}` }));
    } else if (known?.takes === 'text' && value !== undefined) {
      const key = known.name as keyof typeof texts;
      texts[key] = value.slice(0, longest[key]);
      emit(notice(words.set, { text: `${name}=${texts[key]}` }));
    } else {
      emit(notice(words.unknown, { text }));
      wrong = true;
    }
  }
  if (wrong || flags.has('help')) {
    emit(notice(words.help, { id: programmer, old: helpLines('old'), now: helpLines('now') }));
    if (!wrong) throw new HelpGivenError('-x help');
  }
  const id = parseId(context, texts.id);
  if (wrong || id === 'wrong') throw new UsageError('bad -x parameter');
  const { bootsize: bootSize, vectornum: vector, delay } = numbers;
  return { flags, title: texts.title, id, bootSize, vector, delay };
}

/** Reads `F.12324.6` or `E.-4.4`: memory, address, length. */
function parseId({ emit }: ProgrammerContext, id: string): UrclockId | undefined | 'wrong' {
  if (id === '') return undefined;
  const letter = id.charAt(0);
  if ((letter !== 'E' && letter !== 'F') || id.charAt(1) !== '.') {
    emit(notice(words.idWithoutMemory, { id }));
    return 'wrong';
  }
  const dot = id.indexOf('.', 2);
  if (dot < 0) {
    emit(notice(words.idWithoutLength, { id }));
    return 'wrong';
  }
  const [address, length] = [id.slice(2, dot), id.slice(dot + 1)];
  const start = readIntegerItem(address, 'int32');
  if (!start.ok) {
    emit(notice(words.idAddress, { id, text: address, problem: start.error }));
    return 'wrong';
  }
  const count = readIntegerItem(length, 'int32');
  if (!count.ok) {
    emit(notice(words.idLength, { id, text: length, problem: count.error }));
    return 'wrong';
  }
  if (count.value < 1 || count.value > 8) {
    emit(notice(words.idTooLong, { id, text: length }));
    return 'wrong';
  }
  return {
    memory: letter === 'E' ? 'eeprom' : 'flash',
    address: start.value,
    length: count.value,
    text: id,
  };
}
