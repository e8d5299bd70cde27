import { readFileUpTo } from '../../files/input.ts';
import { scanInteger } from '../../model/c-number.ts';
import { utf8Text } from '../../model/encoding.ts';
import { type CommandError, InterruptedError } from '../../model/errors.ts';
import { memoryNamed } from '../../model/locate-memory.ts';
import { isInFlash } from '../../model/memory-kind.ts';
import type { Memory } from '../../model/part.ts';
import { systemErrorText } from '../../model/system-error.ts';
import { defineMessage, said } from '../../output/words.ts';
import type { CodeSection, Disassembler } from '../disassembly/disassembler.ts';
import { openDisassembler, symbolsOf } from '../disassembly/open.ts';
import type { DisassemblyOptions } from '../disassembly/options.ts';
import { readTagLine } from '../disassembly/tag-file.ts';
import { vectors } from '../facts/vectors.ts';
import { errorOf, usage } from '../phrases.ts';
import { chooseSection, type ReadRequest, readBytes } from '../read-section.ts';
import { type Command, done, outcomeOfUsage, type TerminalSession } from '../session.ts';
import { readSyntax } from './dump.ts';

type Switch = Exclude<keyof DisassemblyOptions, 'tagFile'>;

/** The letters that turn something on as small letters and off as capitals, with what help says of both. */
const switches: Readonly<Record<string, readonly [Switch, string, string]>> = {
  g: ['source', 'generate avr-gcc source: sets -sOFQ', 'do not create gcc source'],
  a: ['addresses', 'show addresses', 'do not show addresses'],
  o: ['opcodes', 'show opcode bytes', 'do not show opcode bytes'],
  c: ['comments', 'show comments', 'do not show comments'],
  f: ['flags', 'show affected flags in SREG', 'do not show SREG flags'],
  q: ['cycles', 'show cycles', 'do not show cycles'],
  n: ['names', 'put opcode full name into comment', 'do not show full names'],
  e: ['explanations', 'put explanation into comment', 'do not show explanation'],
  s: ['gccStyle', 'use avr-gcc code style', 'use AVR instruction set style'],
  l: ['labels', 'preprocess jump/call labels', 'do not preprocess labels'],
  u: ['unusedLabels', 'show unused tagged labels', 'do not show unused labels'],
  d: ['allInstructions', 'decode all opcodes', 'decode only opcodes for the part'],
};

const syntax = defineMessage<{ options: DisassemblyOptions }>('terminal/disassemble-syntax', {
  '8.2': ({ options }) =>
    usage(readSyntax('disasm [<opts>]', 'disassemble memory section', optionHelp(options), 32)),
});
const invalidOption = defineMessage<{ letter: string }>('terminal/disassemble-invalid-option', {
  '8.2': ({ letter }) => errorOf('disasm', `(disasm) invalid option ${letter}, see usage:\n`),
});
const tagFileMissing = defineMessage<{ file: string; reason: string }>('terminal/tag-file-missing', {
  '8.2': ({ file, reason }) =>
    said('ext-error', `cannot open tagfile ${file}: ${reason}\n`, 'disasm_init_tagfile() disasm.c'),
});
const tagLineWrong = defineMessage<{ text: string }>('terminal/tag-line-wrong', {
  '8.2': ({ text }) => said('error', `${text}\n`, 'tagfile_readline() disasm.c'),
});

/** What each option would do now: the one that is not in force first. */
function optionHelp(options: DisassemblyOptions): string {
  const lines = Object.entries(switches).map(([letter, [name, on, off]]) => {
    const [first, second] = options[name]
      ? [`${letter.toUpperCase()}        ${off}`, `${letter} ${on}`]
      : [`${letter}        ${on}`, `${letter.toUpperCase()} ${off}`];
    return `    -${first}, -${second}\n`;
  });
  return (
    `Options:\n${lines.join('')}` +
    '    -z        zap the list of jumps and calls before disassembly\n' +
    '    -t=<file> drop symbols from a previous tagfile and initialise them anew\n'
  );
}

/** `disasm [options] [<memory> [<address> [<length>]]]`: a section of a memory as instructions. */
export const disassemble: Command = async (session, words) => {
  session.disassembler ??= await openDisassembler(session);
  const { disassembler } = session;
  const { options } = disassembler;
  const parsed = parseOptions(session, disassembler, words.slice(1));
  if (parsed.help || parsed.invalid) {
    const explained = session.complain(syntax, { options });
    return outcomeOfUsage(!parsed.invalid, parsed.invalid ?? explained);
  }
  if (options.tagFile !== undefined) await readTagFile(session, disassembler, options.tagFile);
  const request: ReadRequest = {
    command: 'disasm',
    typed: words[0] ?? 'disasm',
    words: [words[0] ?? 'disasm', ...parsed.rest],
    defaultLength: 32,
  };
  const chosen = chooseSection(session, request, () => session.complain(syntax, { options }));
  const section = chosen === 'nothing' ? undefined : await readCode(session, disassembler, chosen.memory);
  if (section && section.bytes.length - section.before - section.after > 1) disassembler.run(section);
  session.freshLine();
  return done;
};

interface ParsedOptions {
  readonly help: boolean;
  /** An option that is not known, which has been said. */
  readonly invalid: CommandError | undefined;
  readonly rest: readonly string[];
}

/** Numbers with a minus are no options. */
function parseOptions(
  session: TerminalSession,
  disassembler: Disassembler,
  words: readonly string[],
): ParsedOptions {
  const rest: string[] = [];
  let help = false;
  let invalid: CommandError | undefined;
  for (const word of words) {
    if (!/^-./.test(word) || isNumber(word)) {
      rest.push(word);
      continue;
    }
    for (const [i, letter] of [...word.slice(1)].entries()) {
      if (letter === '?' || letter === 'h') {
        help = true;
      } else if (letter === 'z') {
        disassembler.jumps.forget();
      } else if (letter === 't') {
        disassembler.options.tagFile = word.slice(i + 2).replace(/^=/, '');
        break;
      } else if (!setSwitch(disassembler.options, letter)) {
        invalid ??= session.complain(invalidOption, { letter });
        break;
      }
    }
  }
  return { help, invalid, rest };
}

function setSwitch(options: DisassemblyOptions, letter: string): boolean {
  const found = switches[letter.toLowerCase()];
  if (!found) return false;
  const on = letter === letter.toLowerCase();
  options[found[0]] = on;
  if (found[0] === 'source' && on)
    Object.assign(options, { opcodes: false, flags: false, cycles: false, gccStyle: true });
  return true;
}

function isNumber(word: string): boolean {
  const digits = word.slice(1);
  if (/^0b[01]+$/i.test(digits)) return true;
  const { end, overflow } = scanInteger(digits);
  return /^\d/.test(digits) && end === digits.length && !overflow;
}

/** In bytes; a device has no end. */
const largestTagFile = 0x100_0000;

/** @throws CommandError if the file cannot be used, after saying why */
async function readTagFile(
  session: TerminalSession,
  disassembler: Disassembler,
  file: string,
): Promise<void> {
  let text: string;
  try {
    const { bytes, more } = await readFileUpTo(session.context.fs, file, largestTagFile);
    if (more) throw new Error(systemErrorText('EFBIG'));
    text = utf8Text(bytes);
  } catch (error) {
    if (error instanceof InterruptedError) throw error;
    throw session.complain(tagFileMissing, { file, reason: systemErrorText(error) });
  }
  const names = await vectors(session.part);
  disassembler.symbols = await symbolsOf(session.part);
  for (const [i, line] of text.split('\n').entries()) {
    const complaint = readTagLine(line, i + 1, names, disassembler.symbols);
    if (complaint !== undefined) throw session.complain(tagLineWrong, { text: complaint });
  }
  disassembler.symbols.sort();
}

/** Bytes before and behind the section that are looked at, too. */
const beforeSection = 2;
const behindSection = 16;

/** Reads the chosen section so that no instruction is split at its end, and remembers where the next one begins. */
async function readCode(
  session: TerminalSession,
  { set }: Disassembler,
  memory: Memory,
): Promise<CodeSection | undefined> {
  const place = session.places.get(memory.name);
  if (!place) return undefined;
  const before = place.address >= beforeSection ? beforeSection : 0;
  const start = place.address - before;
  const length = Math.min(place.length + before, memory.size - start);
  let after = Math.min(behindSection, memory.size - start - length);
  const total = length + after;
  if (total - before < 2) return undefined;
  const bytes = await readBytes(session, { command: 'disasm', memory, address: start, length: total });
  const end = total - after;
  let at = before;
  while (at < (after > 0 ? end : end - 1)) at += set.width((bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8));
  // The last instruction is shown whole if there is more to read, else left out.
  if (at < end) after += end - at;
  else if (at > end) after += after >= at - end ? end - at : at - end;
  place.address = (start + total - after) % memory.size;
  return { bytes, before, after, address: start + before + flashOffset(session, memory) };
}

/** Sections of flash lie somewhere in it. */
function flashOffset({ part }: TerminalSession, memory: Memory): number {
  const flash = memoryNamed(part, 'flash');
  return flash && memory !== flash && isInFlash(memory) ? memory.offset - flash.offset : 0;
}
