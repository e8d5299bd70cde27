import type { Options, Step } from '../model/options.ts';
import { type Event, notice } from '../output/events.ts';
import {
  type CommandLineRules,
  type OptionKey,
  type OptionTable,
  optionRows,
  type UsageFacts,
} from '../releases/option-table.ts';
import { describeProblem, getopt, type OptionSpec, type Token } from './getopt.ts';
import { GivenWords } from './given-words.ts';
import * as messages from './option-messages.ts';
import { type ParsedNumber, parseBaudRate, parseBitClock, parseIspDelay } from './option-values.ts';
import { type GivenOption, typeArguments } from './typed-arguments.ts';
import { parseUpdate } from './update-argument.ts';

/** A command line and what its words depend on. */
export interface CommandLine {
  /** The arguments, without the program's name. */
  readonly words: readonly string[];
  /** The name we were called by, as it was typed; the C library's complaints begin with it. */
  readonly calledAs: string;
  /** The same without its folder. */
  readonly program: string;
  /** The personal configuration file, with `~` for the home folder. */
  readonly personalConfig: string;
  /** Options end at the first operand. */
  readonly posixlyCorrect: boolean;
}

/**
 * What a command line comes to: options to run with, or the end of the run. `said` is to be printed first, in order; it starts
 * at verbosity 0 and carries changes of verbosity in it, since a message is heard with the `-v` and `-q` that came before it.
 */
export type ParsedOptions = (
  | { readonly kind: 'run'; readonly options: Options; readonly said: readonly Event[] }
  | { readonly kind: 'exit'; readonly status: number; readonly said: readonly Event[] }
) & {
  /** The words as they were taken for options and operands. */
  readonly given: Event;
};

/** What one token comes to. */
interface Outcome {
  readonly said?: readonly Event[];
  readonly step?: Step;
  readonly number?: Readonly<Partial<Record<OptionKey, number>>>;
  /** The run ends here with this status. */
  readonly exit?: number;
}

/** Reads a command line from left to right and stops at the first mistake, as every release does. */
export function parseOptions(line: CommandLine, rules: CommandLineRules): ParsedOptions {
  const facts: UsageFacts = { ...line, noArguments: line.words.length === 0 };
  const usage = notice(messages.usage, { text: rules.usage(facts) });
  const words = new GivenWords();
  if (facts.noArguments) return { kind: 'exit', status: 0, said: [usage], given: words.asEvent() };

  const given: GivenOption[] = [];
  const steps: Step[] = [];
  const said: Event[] = [];
  let numbers: NonNullable<Outcome['number']> = {};
  const count = (key: OptionKey) => given.filter((option) => option.key === key).length;

  for (const token of getopt(line.words, grammarOf(rules.options, line.posixlyCorrect))) {
    words.take(token);
    if (token.kind === 'option') given.push({ key: token.key, value: token.value });
    const outcome = understand(token, line, rules.options, usage, count('noverify-memory') === 0);
    if (outcome.said) {
      said.push({ kind: 'verbosity', verbosity: count('verbose'), quell: count('quell') }, ...outcome.said);
    }
    if (outcome.exit !== undefined)
      return { kind: 'exit', status: outcome.exit, said, given: words.asEvent() };
    if (outcome.step) steps.push(outcome.step);
    numbers = { ...numbers, ...outcome.number };
  }
  if (count('version') > 0) {
    return {
      kind: 'exit',
      status: 0,
      said: [...said, notice(messages.version, { text: rules.version(line) })],
      given: words.asEvent(),
    };
  }
  const options = gather(given, steps, numbers, rules.options);
  return { kind: 'run', said, options, given: words.asEvent() };
}

function grammarOf(table: OptionTable, posixlyCorrect: boolean) {
  const help: OptionSpec<OptionKey> = { key: 'help', letter: '?', argument: false };
  const rows = optionRows.filter(({ letter }) => letter === undefined || !table.idleLetters.includes(letter));
  const options = table.questionMark === 'option' ? [...rows, help] : rows;
  return { options, idleLetters: table.idleLetters, posixlyCorrect };
}

function understand(
  token: Token<OptionKey>,
  line: CommandLine,
  table: OptionTable,
  usage: Event,
  verify: boolean,
): Outcome {
  switch (token.kind) {
    case 'operand':
      return {};
    case 'idle':
      return { said: [usage, notice(messages.invalidOption, { letter: token.letter })], exit: 1 };
    case 'problem':
      return complain(token, line, table, usage);
    case 'option':
      return takeOption(token.key, token.value ?? '', table, usage, verify);
  }
}

/** The C library's complaint, and what the release does after it. */
function complain(
  token: Extract<Token<OptionKey>, { kind: 'problem' }>,
  line: CommandLine,
  table: OptionTable,
  usage: Event,
): Outcome {
  // A release without long options sees a letter that it does not know: the second dash.
  const isLong = token.problem !== 'unknown-letter' && token.problem !== 'letter-needs-argument';
  const seen =
    isLong && table.longOptions === 'added' ? ({ problem: 'unknown-letter', letter: '-' } as const) : token;
  const complaint = notice(messages.complaint, { text: describeProblem(line.calledAs, seen) });
  if (table.afterComplaint === 'usage-and-success') return { said: [complaint, usage], exit: 0 };
  const asksForUsage = seen.problem === 'unknown-letter' && seen.letter === '?';
  return asksForUsage ? { said: [complaint, usage], exit: 0 } : { said: [complaint], exit: 1 };
}

function takeOption(
  key: OptionKey,
  value: string,
  table: OptionTable,
  usage: Event,
  verify: boolean,
): Outcome {
  switch (key) {
    case 'baud':
      return takeNumber(key, parseBaudRate(value, table));
    case 'bitclock':
      return takeNumber(key, parseBitClock(value, table));
    case 'isp-clock-delay':
      return takeNumber(key, parseIspDelay(value, table));
    case 'memory': {
      const parsed = parseUpdate(value, table);
      return parsed.ok
        ? { step: { kind: 'update', update: parsed.update, verify } }
        : { said: [...parsed.said, notice(messages.invalidUpdate, { text: value })], exit: 1 };
    }
    case 'terminal':
      return { step: { kind: 'terminal' } };
    case 'command':
      return { step: { kind: 'command', line: value } };
    case 'safemode-off':
    case 'safemode-silent':
      return { said: [notice(messages.safemodeGone)] };
    case 'erase-cycles':
    case 'erase-cycles-set':
      return { said: [notice(messages.eraseCounterGone)] };
    case 'help':
      return { said: [usage], exit: 0 };
    default:
      return {};
  }
}

function takeNumber(key: OptionKey, parsed: ParsedNumber): Outcome {
  return parsed.ok ? { number: { [key]: parsed.value } } : { said: parsed.said, exit: 1 };
}

function gather(
  given: readonly GivenOption[],
  steps: readonly Step[],
  numbers: Readonly<Partial<Record<OptionKey, number>>>,
  table: OptionTable,
): Options {
  const typed = typeArguments(given);
  const last = (key: OptionKey) => given.findLast((option) => option.key === key)?.value;
  const safemode = given.findLast(({ key }) => key === 'safemode-off' || key === 'safemode-silent')?.key;
  const noErase = typed.noerase;
  return {
    part: typed.part.at(-1),
    programmer: typed.programmer.at(-1),
    port: typed.port.at(-1),
    baudRate: numbers.baud || undefined,
    bitClock: numbers.bitclock === 0 ? undefined : numbers.bitclock,
    ispDelay: numbers['isp-clock-delay'],
    config: typed.config.findLast((file) => !file.startsWith('+')),
    additionalConfigs: typed.config.filter((file) => file.startsWith('+')).map((file) => file.slice(1)),
    skipPersonalConfig: typed.noconfig,
    erase: typed.erase,
    autoErase: !typed.erase && !noErase,
    noErase,
    keepTrailingFf: typed['keep-trailing-0xff'] || (noErase && table.noEraseKeepsTrailingFf),
    force: typed.force,
    noWrite: typed['test-memory'],
    verify: !typed['noverify-memory'],
    calibrate: typed.osccal,
    reconnect: typed.reconnect,
    steps,
    safemode: {
      wanted: safemode === undefined ? 'default' : safemode === 'safemode-off' ? 'off' : 'on',
      silent: given.some(({ key }) => key === 'safemode-silent'),
    },
    exitSpecs: last('exitspecs')?.split(','),
    extended: typed.extended,
    verbosity: typed.verbose,
    quell: typed.quell,
    installUdev: typed['install-udev'],
    logFile: typed.logfile.at(-1),
  };
}
