import { fixed } from '../model/printed-number.ts';
/** How a release draws its bars; the data lives in `releases/`. */
export interface ProgressStyle {
  /** Said before a bar: an empty line always, or a line end only where the cursor is not at the margin. */
  readonly opening: 'empty-line' | 'fresh-line';
  /** Said after a full bar: an empty line, or just the line's end. */
  readonly closing: 'empty-line' | 'line-end';
  /** What stands behind the seconds on a terminal. */
  readonly terminalUnit: 's' | ' s ';
  /** A bar of nothing (`total` 0) is closed as any other, or its line stays open for what comes behind it. */
  readonly ofNothing: 'closed' | 'left-open';
  /** On an error message the rest of an unfinished bar is filled with dashes (7.x on) or it is left as it stands. */
  readonly onError: 'dashes' | 'left';
}

/** What a bar needs of the console: raw text at level info, and a way to the left margin. */
export interface ProgressSink {
  write(text: string): void;
  freshLine(): void;
}

/**
 * One bar after another, in the form for a terminal (redrawn in place) or for a pipe, where each `#` is a write of its own
 * because programs count them as they arrive.
 */
export class ProgressBar {
  readonly #style: ProgressStyle;
  readonly #sink: ProgressSink;
  readonly #terminal: boolean;
  readonly #now: () => number;
  #title = 'report';
  #last = 0;
  #open = false;
  #start = 0;

  /** @param now milliseconds */
  constructor(style: ProgressStyle, sink: ProgressSink, terminal: boolean, now: () => number) {
    this.#style = style;
    this.#sink = sink;
    this.#terminal = terminal;
    this.#now = now;
  }

  /**
   * @param total 0: the bar is full at once; see `ProgressStyle.ofNothing`
   * @param title given: a new bar begins
   */
  report(done: number, total: number, title?: string): void {
    const percent = Math.max(0, Math.min(100, total > 0 ? Math.floor((done * 100) / total) : 100));
    if (title !== undefined) {
      this.#begin(title);
      this.#draw(percent, '#', true);
    } else if (percent > this.#last) {
      this.#draw(percent, '#', total !== 0 || this.#style.ofNothing === 'closed');
    }
  }

  /** An error is about to be said: what is open is closed as the release closes it. */
  fail(): void {
    if (this.#style.onError === 'dashes' && this.#open) this.#draw(100, '-', true);
  }

  #begin(title: string): void {
    if (this.#style.opening === 'empty-line') this.#sink.write('\n');
    else this.#sink.freshLine();
    this.#title = title;
    this.#last = 0;
    this.#open = true;
    this.#start = this.#now();
    if (!this.#terminal) this.#sink.write(`${title} | `);
  }

  #draw(percent: number, mark: '#' | '-', closing: boolean): void {
    if (!this.#open) return;
    const shown = mark === '#' ? percent : this.#last;
    const seconds = fixed((this.#now() - this.#start) / 1000, 2);
    if (this.#terminal) {
      const bar = '#'.repeat(Math.ceil(shown / 2)).padEnd(50, mark === '#' ? ' ' : '-');
      this.#sink.write(`\r${this.#title} | ${bar} | ${shown}% ${seconds}${this.#style.terminalUnit}`);
    } else {
      const marks = Math.floor(percent / 2) - Math.floor(this.#last / 2);
      for (let i = 0; i < marks; i++) this.#sink.write(mark);
      if (percent === 100) this.#sink.write(` | ${shown}% ${seconds}s`);
    }
    this.#last = percent;
    if (percent === 100) {
      this.#open = false;
      if (!closing) return;
      if (this.#style.closing === 'empty-line') this.#sink.write('\n\n');
      else this.#sink.freshLine();
    }
  }
}
