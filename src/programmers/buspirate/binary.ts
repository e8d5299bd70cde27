import { latin1Bytes, latin1Text } from '../../model/encoding.ts';
import { ProtocolError, TargetError } from '../../model/errors.ts';
import { notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import * as bp from '../../protocols/buspirate/commands.ts';
import type { Programmer, ProgrammerContext, ProgrammerType } from '../programmer.ts';
import { BusPirateAscii } from './ascii.ts';
import { BusPirateBoard } from './board.ts';
import * as words from './messages.ts';
import { type Abilities, BusPiratePages } from './pages.ts';
import { type BusPirateParameters, parseBusPirate } from './parameters.ts';
import { MarkedInstructions } from './reading.ts';

/** How often `-v` shows exchanges, which then are avrdude's own. */
const shownExchanges = 3;
/** How long a Bus Pirate may take to answer a farewell, in milliseconds: an answer that comes late would be taken for none. */
const farewellMs = 500;

/** How the Bus Pirate is talked to: not yet, in binary, or through its text terminal. */
type Mode =
  | { readonly kind: 'unknown' }
  /** Opened, and not brought into any mode: it is at its text terminal. */
  | { readonly kind: 'untouched' }
  /** Its `-x` parameters ask for what the text terminal cannot do. */
  | { readonly kind: 'contradictory' }
  | { readonly kind: 'binary' }
  | { readonly kind: 'ascii'; readonly terminal: BusPirateAscii };

/** Dangerous Prototypes' Bus Pirate as an ISP programmer. */
class BusPirate extends BusPirateBoard implements Programmer {
  readonly #parameters: BusPirateParameters;
  readonly #instructions = new MarkedInstructions();
  /** Moving pages, as far as the firmware turns out to. */
  pagedRead?: NonNullable<Programmer['pagedRead']>;
  pagedWrite?: NonNullable<Programmer['pagedWrite']>;
  #mode: Mode = { kind: 'untouched' };

  constructor(context: ProgrammerContext, parameters: BusPirateParameters) {
    super(context);
    this.#parameters = parameters;
  }

  async open(): Promise<void> {
    const { bitClock, emit, id, verbosity } = this.context;
    if (bitClock !== undefined) emit(notice(words.bitClockIgnored, { id }));
    await this.connect(verbosity >= shownExchanges);
  }

  async enable(): Promise<void> {
    const { emit } = this.context;
    const { ascii, reset, spifreq, rawfreq } = this.#parameters;
    this.#mode = { kind: 'unknown' };
    const contradiction =
      ascii && reset !== bp.peripherals.cs
        ? words.resetPinInAscii
        : ascii && (spifreq !== undefined || rawfreq !== undefined)
          ? words.speedInAscii
          : undefined;
    if (contradiction) {
      emit(notice(contradiction));
      this.#mode = { kind: 'contradictory' };
      return;
    }
    if (!ascii) {
      emit(notice(words.tryingBinary));
      // Leaves whatever menu the terminal is in.
      await this.link.send(latin1Bytes('\n\n'));
      await this.line.drain(250);
      const abilities = await this.#startBinary();
      if (abilities) {
        const pages = new BusPiratePages(this.link, this.line, this.context, abilities);
        this.#mode = { kind: 'binary' };
        if (abilities.avrExtended !== undefined) this.pagedRead = pages.read.bind(pages);
        if (abilities.pagedWrite) this.pagedWrite = pages.write.bind(pages);
        return;
      }
      emit(notice(words.fallingBack));
    }
    emit(notice(words.tryingAscii));
    const terminal = new BusPirateAscii(this.line, this.context, this.#parameters);
    await terminal.start();
    this.#mode = { kind: 'ascii', terminal };
  }

  async initialize(): Promise<void> {
    // avrdude goes on to where it misses an answer; nothing is sent for that.
    if (this.#mode.kind === 'contradictory')
      fail(
        this.context.emit,
        notice(words.fourBytesMissing),
        new TargetError('parameters contradict each other', -2),
      );
    if (this.#mode.kind === 'ascii') await this.#mode.terminal.powerUp();
    if (this.#mode.kind === 'ascii') await this.#mode.terminal.holdReset();
    else await this.link.ask(bp.encodePeripherals(this.#pins & ~this.#parameters.reset));
    const sent = this.enableInstruction();
    const reply = await this.command(sent);
    if (reply[2] !== sent[1]) throw new TargetError('target does not enter programming mode', -2);
  }

  async powerdown(): Promise<void> {
    await this.#textTerminal?.powerDown();
  }

  override async disable(): Promise<void> {
    await super.disable();
    this.#mode = { kind: 'unknown' };
  }

  /** The terminal, where that is what it listens to. */
  get #textTerminal(): BusPirateAscii | undefined {
    if (this.#mode.kind === 'ascii') return this.#mode.terminal;
    if (this.#mode.kind !== 'untouched') return undefined;
    return new BusPirateAscii(this.line, this.context, this.#parameters);
  }

  async command(instruction: Uint8Array): Promise<Uint8Array> {
    if (this.#mode.kind === 'ascii') return this.#mode.terminal.instruction(instruction);
    return this.#instructions.send(
      instruction,
      async () => {
        const reply = await this.link.spi(instruction);
        if (!reply) throw new ProtocolError('Bus Pirate refuses a transfer');
        // A target sends back each byte while it takes the next.
        return { reply, marked: reply[1] === instruction[0] && reply[2] === instruction[1] };
      },
      () => this.#settle(),
    );
  }

  /** Pins that are high while the target runs: power, and what is wired to RESET. */
  get #pins(): number {
    const { reset, pullUps } = this.#parameters;
    return bp.peripherals.power | reset | (pullUps ? bp.peripherals.pullUps : 0);
  }

  /** @returns undefined if the Bus Pirate does not know binary mode; it has been said */
  async #startBinary(): Promise<Abilities | undefined> {
    const { emit, clock } = this.context;
    const { rawfreq, spifreq, openCollector, pullUps, cpufreq } = this.#parameters;
    if (openCollector) emit(notice(words.highImpedance));
    const submode =
      rawfreq === undefined
        ? bp.spiSubmode(openCollector || pullUps)
        : bp.rawSubmode(openCollector || pullUps);
    await this.link.send(bp.enterBitbang);
    const greeting = await this.link.receiveSome(5);
    const version = bp.decodeGreeting(greeting, 'BBIO');
    if (version === undefined) {
      emit(notice(words.binaryNotConfirmed, { answer: readable(greeting) }));
      await this.#leaveBinary();
      return undefined;
    }
    emit(notice(words.binaryVersion, { version }));
    if (cpufreq !== undefined) {
      emit(notice(words.settingUpPwm));
      if ((await this.link.ask(bp.encodePwm(cpufreq))) !== bp.success) emit(notice(words.pwmFailed));
    }
    await this.link.send(Uint8Array.of(submode.enter));
    const answer = await this.link.receiveSome(4);
    const submodeVersion = bp.decodeGreeting(answer, submode.greeting);
    if (submodeVersion === undefined) {
      emit(notice(words.submodeNotConfirmed, { name: submode.name, answer: readable(answer) }));
      await this.#leaveBinary();
      return undefined;
    }
    emit(notice(words.submodeVersion, { name: submode.name, version: submodeVersion }));
    const pagedWrite = await this.#findPagedWrite();
    if (pullUps) emit(notice(words.pullUpsEnabled));
    await this.link.ask(bp.encodePeripherals(this.#pins));
    // The target needs power for a moment before it can be talked to.
    await clock.sleep(50);
    await this.link.ask(bp.encodeSpeed(rawfreq ?? spifreq ?? 0));
    await this.link.ask(Uint8Array.of(submode.configuration));
    return { pagedWrite, avrExtended: await this.#findAvrExtended() };
  }

  /** Whether bytes can be written to the target without CS going up and down, as from firmware 5.10. */
  async #findPagedWrite(): Promise<boolean> {
    const { emit } = this.context;
    if (!this.#parameters.pagedWrite || this.#parameters.rawfreq !== undefined) {
      emit(notice(words.pagedWriteDisabled));
      return false;
    }
    if ((await this.link.ask(bp.encodeWriteThenRead(new Uint8Array(0), 0))) === bp.success) {
      emit(notice(words.pagedWriteEnabled));
      return true;
    }
    // To older firmware the zeros mean leaving SPI mode.
    await this.link.send(Uint8Array.of(bp.spiSubmode(false).enter));
    emit(notice(words.pagedWriteImpossible));
    await this.line.drain(250);
    return false;
  }

  /** @returns the version of the AVR extended commands; undefined if the firmware has none, or they are not to be used */
  async #findAvrExtended(): Promise<number | undefined> {
    const { emit } = this.context;
    if (!this.#parameters.pagedRead || this.#parameters.rawfreq !== undefined) {
      emit(notice(words.pagedReadDisabled));
      return undefined;
    }
    if ((await this.link.ask(bp.askAvrExtended)) !== bp.success) {
      emit(notice(words.noAvrExtended));
      return undefined;
    }
    await this.link.send(bp.avrExtendedVersion);
    const reply = await this.link.receive(3);
    const version = ((reply[1] ?? 0) << 8) | (reply[2] ?? 0);
    emit(notice(words.avrExtended, { version }));
    return version;
  }

  protected async leave(): Promise<void> {
    if (this.#mode.kind === 'binary') await this.#leaveBinary();
    else await this.#textTerminal?.leave();
  }

  async #leaveBinary(): Promise<void> {
    const { emit } = this.context;
    await this.link.send(bp.backToBitbang);
    await this.link.receiveSome(5, farewellMs);
    if (
      this.#parameters.cpufreq !== undefined &&
      (await this.link.ask(bp.stopPwm, farewellMs)) !== bp.success
    )
      emit(notice(words.pwmNotStopped));
    // Nothing but zero is the answer that avrdude complains of.
    if ((await this.link.ask(bp.encodePeripherals(0), farewellMs)) === 0)
      emit(notice(words.powerOffUnanswered));
    const text = await this.link.startTerminal();
    emit(notice(text ? words.backInText : words.resetFailed));
  }

  async #settle(): Promise<void> {
    await this.line.drain(250);
  }
}

function readable(answer: Uint8Array): string {
  return latin1Text(answer).replace(/\0.*$/s, '');
}

export const buspirate: ProgrammerType = {
  id: 'buspirate',
  name: 'BusPirate',
  takesExtended: true,
  tellsOfPages: true,
  create: (context) => new BusPirate(context, parseBusPirate(context)),
};
