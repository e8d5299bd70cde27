import type { TextSink } from '../model/host.ts';
import type { Lineage } from '../model/release.ts';
import { withoutControls } from './control-characters.ts';
import type { Event, RunFact, RunFacts } from './events.ts';
import { ProgressBar, type ProgressStyle } from './progress-bar.ts';
import { levels, type Wording, type Words, wordingFor } from './words.ts';

/** The words of a release for the facts of a run; a fact without words passes in silence. */
export type RunWording = { readonly [K in keyof RunFacts]?: Wording<RunFacts[K]> };

type FactOf<K extends RunFact['kind']> = Extract<RunFact, { readonly kind: K }>;

/** What a console must know to put a release's margins around words. */
export interface ConsoleState {
  readonly program: string;
  /** How often `-v` was given. */
  readonly verbosity: number;
  /** How often `-q` was given. */
  readonly quell: number;
  /** Whether the stream stands at the beginning of a line. */
  readonly atMargin: boolean;
}

/** A release's manner of printing, as data in `releases/`. */
export interface ConsoleStyle {
  readonly progress: ProgressStyle;
  /** @returns the text as it goes out, or undefined if it is not said at this verbosity */
  dress(words: Words, state: ConsoleState): string | undefined;
}

export interface ConsoleSettings {
  readonly style: ConsoleStyle;
  readonly wording: RunWording;
  readonly lineage: Lineage;
  readonly program: string;
  readonly verbosity: number;
  readonly quell: number;
  readonly stdout: TextSink;
  /** Standard error, or the log file of `-l`. */
  readonly stderr: TextSink;
  /** What can be said of an event to help; undefined where hints are not shown. */
  readonly advise: ((event: Event) => readonly { readonly text: string }[]) | undefined;
  /** Milliseconds. */
  readonly now: () => number;
}

/** Turns events into text: the only place that knows verbosity, margins and streams. */
export class Console {
  readonly #settings: ConsoleSettings;
  readonly #bar: ProgressBar;
  readonly #atMargin = { stdout: true, stderr: true };
  #verbosity: number;
  #quell: number;
  #hints: string[] = [];
  /** What holds of access to USB; worded at the end of the run. */
  #usbAccess: FactOf<'usb-access'> = { kind: 'usb-access', failed: false };
  /** How many want nothing to be said of what they do. */
  #hushes = 0;
  #silent = false;

  constructor(settings: ConsoleSettings) {
    this.#settings = settings;
    this.#verbosity = settings.verbosity;
    this.#quell = settings.quell;
    const sink = {
      write: (text: string) => this.say({ level: 'info', redraws: true, text }),
      freshLine: () => this.say({ level: 'info', lead: 'margin', text: '' }),
    };
    this.#bar = new ProgressBar(settings.style.progress, sink, settings.stderr.isTerminal, settings.now);
  }

  /** How much is said at the moment, as a count of `-v`. */
  get loudness(): number {
    return this.#verbosity;
  }

  get showsHints(): boolean {
    return this.#settings.advise !== undefined;
  }

  /** Takes one event. An arrow function, so that it can be handed around as `Emit`. */
  readonly emit = (event: Event): void => {
    if (this.#hushes > 0 && event.kind === 'notice') return;
    const { advise } = this.#settings;
    if (advise) for (const { text } of advise(event)) this.#keepHint(text);
    if (this.#silent && event.kind !== 'hint' && event.kind !== 'done') return;
    switch (event.kind) {
      case 'hush':
        this.#hushes += event.on ? 1 : -1;
        return;
      case 'notice':
        this.#sayAll(wordingFor(event.message, this.#settings.lineage)?.(event.facts));
        return;
      case 'hint':
        if (advise) this.#keepHint(event.text);
        return;
      case 'progress':
        if (this.#quell === 0) this.#bar.report(event.done, event.total, event.title);
        return;
      case 'verbosity':
        if (event.verbosity !== undefined) this.#verbosity = event.verbosity;
        if (event.quell !== undefined) this.#quell = event.quell;
        return;
      case 'usb-access':
        this.#usbAccess = event;
        return;
      case 'done':
        this.#sayFact(this.#usbAccess);
        this.#sayFact(event);
        return;
      default:
        this.#sayFact(event);
    }
  };

  /** The run has been interrupted: of what fails on its way out nothing is said. Hints and the closing words remain. */
  readonly fallSilent = (): void => {
    this.#silent = true;
  };

  /** Prints words under the release's rules. */
  readonly say = (words: Words): void => {
    if (levels[words.level] <= levels.error) this.#bar.fail();
    const stream = words.stream ?? 'stderr';
    const text = this.#settings.style.dress(words, {
      program: this.#settings.program,
      verbosity: this.#verbosity,
      quell: this.#quell,
      atMargin: this.#atMargin[stream],
    });
    if (text === undefined || text === '') return;
    this.#print(stream, text, words.redraws === true);
    this.#atMargin[stream] = text.endsWith('\n');
  };

  /** Says the hints that have come together, behind everything else. */
  flushHints(): void {
    for (const hint of this.#hints) this.#print('stderr', `hint: ${hint}\n`, false);
    this.#hints = [];
  }

  /** A program gets the bytes as they are; a person's terminal is told nothing by them. */
  #print(stream: 'stdout' | 'stderr', text: string, redraws: boolean): void {
    const sink = this.#settings[stream];
    sink.write(sink.isTerminal && !redraws ? withoutControls(text) : text);
  }

  #keepHint(text: string): void {
    if (!this.#hints.includes(text)) this.#hints.push(text);
  }

  #sayFact<K extends RunFact['kind']>(fact: FactOf<K>): void {
    const wording = this.#settings.wording[fact.kind] as Wording<FactOf<K>> | undefined;
    this.#sayAll(wording?.(fact));
  }

  #sayAll(words: Words | readonly Words[] | undefined): void {
    if (words === undefined) return;
    for (const piece of Array.isArray(words) ? (words as readonly Words[]) : [words as Words])
      this.say(piece);
  }
}
