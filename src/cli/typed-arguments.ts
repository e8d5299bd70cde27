import { Parser } from 'yargs/helpers';
import type { OptionKey } from '../releases/option-table.ts';

/** An option of the command line, in its place. */
export interface GivenOption {
  readonly key: OptionKey;
  readonly value: string | undefined;
}

const counted = ['quell', 'reconnect', 'verbose'] as const;
const switches = [
  'erase',
  'force',
  'install-udev',
  'keep-trailing-0xff',
  'noconfig',
  'noerase',
  'noverify-memory',
  'osccal',
  'test-memory',
  'version',
] as const;
const texts = ['config', 'exitspecs', 'extended', 'logfile', 'part', 'port', 'programmer'] as const;

/** What was given, by name: how often, whether at all, and every text in its order. */
export type TypedArguments = Readonly<Record<(typeof counted)[number], number>> &
  Readonly<Record<(typeof switches)[number], boolean>> &
  Readonly<Record<(typeof texts)[number], readonly string[]>>;

/**
 * Gives options their types, with yargs. The words have been taken apart before (`getopt.ts`), since yargs knows no clusters
 * with glued arguments and no options that look like values; here each is `--key="value"`.
 */
export function typeArguments(given: readonly GivenOption[]): TypedArguments {
  // yargs takes one pair of quotes off a value; putting one on keeps those that the user typed.
  const words = given.map(({ key, value }) => (value === undefined ? `--${key}` : `--${key}="${value}"`));
  const among = <Key extends OptionKey>(keys: readonly Key[]) =>
    keys.filter((key) => given.some((option) => option.key === key));
  // yargs spends most of its time on what it is told; so it hears of what was given, and the rest is added here.
  const parsed = Parser(words, {
    count: among(counted),
    boolean: among(switches),
    array: among(texts),
    string: among(texts),
    configuration: {
      'boolean-negation': false,
      'camel-case-expansion': false,
      'dot-notation': false,
      'greedy-arrays': false,
      'nargs-eats-options': true,
      'parse-numbers': false,
      'short-option-groups': false,
    },
  });
  return {
    ...withDefault(counted, 0),
    ...withDefault(switches, false),
    ...withDefault<(typeof texts)[number], readonly string[]>(texts, []),
    ...parsed,
  };
}

function withDefault<Key extends string, Value>(keys: readonly Key[], value: Value): Record<Key, Value> {
  return Object.fromEntries(keys.map((key) => [key, value])) as Record<Key, Value>;
}
