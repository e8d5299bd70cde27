import { hexText } from '../../model/bytes.ts';
import { readIntegerItem } from '../../model/integer-item.ts';
import { memoryKind } from '../../model/memory-kind.ts';
import type { Memory } from '../../model/part.ts';
import { wildcard } from '../../model/wildcard.ts';
import { defineMessage, more } from '../../output/words.ts';
import { registers as knownRegisters, type Register } from '../facts/registers.ts';
import { parseFlags } from '../flags.ts';
import { capitalized } from '../fuse-text.ts';
import { errorOf, usage, warningOf } from '../phrases.ts';
import {
  attempt,
  type Command,
  done,
  type Outcome,
  outcomeOfUsage,
  type TerminalSession,
} from '../session.ts';

const syntax = defineMessage('terminal/registers-syntax', {
  '8.2': () =>
    usage(`Syntax: regfile [<opts>] [<reg>[=<value>]] [<opts>]
Function: Show or change I/O registers of the part (programmer permitting)
Options:
    -a show register I/O address
    -m show memory address (for lds/sts), not I/O address
    -s show register size
    -v show register explanation
    -h show this help message

Regfile alone shows all register names and their contents if possible.

avrdude> regfile <register>

shows the contents of <register>. Wildcards or partial strings are permitted (but
not both), in which case all contents of matching registers are displayed.

avrdude> regfile <register>=<value>

modifies the corresponding register contents if the programmer can do that.
This is normally only possible with modern (UPDI) AVR parts.
`),
});
const say = (text: string) => errorOf('regfile', `(regfile) ${text}`);
const noIo = defineMessage<{ part: string }>('terminal/no-io', {
  '8.2': ({ part }) => warningOf('regfile', `(regfile) no IO memory defined for ${part}\n`),
});
const unknownPart = defineMessage<{ part: string }>('terminal/unknown-part', {
  '8.2': ({ part }) => say(`.atdf file not published for ${part}: unknown register file\n`),
});
const cannotWrite = defineMessage<{ part: string }>('terminal/cannot-write', {
  '8.2': ({ part }) => say(`cannot write to ${part}'s registers\n`),
});
const notFound = defineMessage<{ name: string }>('terminal/registers-not-found', {
  '8.2': ({ name }) => [
    say(`register ${name === '' ? "''" : name} not found in register file;\n`),
    more('error', 'type regfile for all possible values\n'),
  ],
});
const notUnique = defineMessage<{ name: string; matches: readonly Register[] }>('terminal/not-unique', {
  '8.2': ({ name, matches }) => [
    say(`register ${name} not unique (`),
    usage(`${matches.map((each) => each.name).join(', ')})\n`),
  ],
});
const unparsable = defineMessage<{ text: string; error: string }>('terminal/registers-unparsable', {
  '8.2': ({ text, error }) => say(`cannot parse assignment ${text}: ${error}\n`),
});
const refused = defineMessage<{ verb: 'read' | 'write to'; name: string }>('terminal/registers-refused', {
  '8.2': ({ verb, name }) => warningOf('regfile', `(reg_file) cannot ${verb} ${name}\n`),
});

/** `regfile`: the I/O registers of the part, with their contents where the programmer can read them. */
export const registers: Command = async (session, words) => {
  const flags = parseFlags(session, { command: 'regfile', known: 'masv' }, words);
  if (flags.rest.length > 1 || flags.help || flags.invalid) {
    const explained = session.complain(syntax);
    return outcomeOfUsage(flags.help && !flags.invalid, flags.invalid ?? explained);
  }
  const { part } = session;
  const io = part.memories.find((memory) => memoryKind(memory) === 'io');
  if (!io) session.say(noIo, { part: part.desc });
  const all = await knownRegisters(part);
  if (!all || all.length === 0) {
    return session.refuse(unknownPart, { part: part.desc });
  }
  const [, name = '', value] = /^(.*?)(?:=([^=]*))?$/s.exec(flags.rest[0] ?? '') ?? [];
  const chosen = matchRegisters(all, name);
  if (value !== undefined) return assign(session, io, name, chosen, value);
  const show = { io, memoryAddress: flags.given('m'), address: flags.given('m') || flags.given('a') };
  await list(session, chosen, { ...show, size: flags.given('s'), explain: flags.given('v') });
  return done;
};

/** A full name stands for itself, a last part of one for all that end so; else all that contain or fit the word. */
function matchRegisters(all: readonly Register[], word: string): readonly Register[] {
  const exact = all.find(({ name }) => name === word);
  if (exact) return [exact];
  const segments = ({ name }: Register): string[] =>
    [...name.matchAll(/(?<=^|\.)/g)].map(({ index }) => name.slice(index));
  if (/[*?[\\]/.test(word)) {
    const fits = wildcard(word, 'exact');
    return all.filter((each) => segments(each).some(fits));
  }
  const ending = all.filter((each) => segments(each).includes(word));
  return ending.length > 0 ? ending : all.filter(({ name }) => name.includes(word));
}

interface RegisterView {
  readonly io: Memory | undefined;
  readonly address: boolean;
  readonly memoryAddress: boolean;
  readonly size: boolean;
  readonly explain: boolean;
}

async function list(
  session: TerminalSession,
  chosen: readonly Register[],
  view: RegisterView,
): Promise<void> {
  const offset = view.memoryAddress ? (view.io?.offset ?? 0) : 0;
  const last = (chosen.at(-1)?.address ?? 0) + offset;
  const digits = last > 0xfff ? 4 : last > 0xff ? 3 : 2;
  const widest = Math.max(0, ...chosen.map(({ size }) => size));
  const longest = Math.max(0, ...chosen.map(({ name }) => name.length));
  let readable = canReachRegisters(session);
  for (const register of chosen) {
    const address = (register.address + offset).toString(16).padStart(digits, '0');
    let line = view.address ? `${view.memoryAddress ? 'mem' : 'I/O'} 0x${address}: ` : '';
    if (view.size) line += `(${register.size}) `;
    if (view.io && readable) {
      const value = await read(session, view.io, register);
      if (value === undefined) readable = false;
      else line += `${' '.repeat(2 * (widest - register.size))}0x${value.padStart(2 * register.size, '0')} `;
    }
    const about = capitalized(register.explanation) || ' ';
    const explanation = view.explain ? `${' '.repeat(longest - register.name.length)} # ${about}` : '';
    session.print(`${line}${register.name}${explanation}\n`);
  }
}

/** Only parts whose memories are in one space show their registers to a programmer. */
function canReachRegisters({ part }: TerminalSession): boolean {
  return part.progModes.some((mode) => mode === 'UPDI' || mode === 'PDI');
}

async function read(session: TerminalSession, io: Memory, register: Register): Promise<string | undefined> {
  const bytes: number[] = [];
  for (let i = 0; i < register.size; i++) {
    const byte = await attempt(() => session.context.device.readByte(io, register.address + i));
    if (!byte.ok) {
      session.say(refused, { verb: 'read', name: register.name });
      return undefined;
    }
    bytes.unshift(byte.value);
  }
  return hexText(Uint8Array.from(bytes));
}

async function assign(
  session: TerminalSession,
  io: Memory | undefined,
  name: string,
  chosen: readonly Register[],
  text: string,
): Promise<Outcome> {
  const [register] = chosen;
  if (!io || !canReachRegisters(session)) {
    return session.refuse(cannotWrite, { part: session.part.desc });
  }
  if (!register) {
    return session.refuse(notFound, { name });
  }
  if (chosen.length > 1) {
    return session.refuse(notUnique, { name, matches: chosen });
  }
  const value = readIntegerItem(text, 'uint32');
  if (!value.ok) {
    return session.refuse(unparsable, { text, error: value.error });
  }
  for (let i = 0; i < register.size; i++) {
    const byte = (value.value >>> (8 * i)) & 0xff;
    const written = await attempt(() =>
      session.context.device.writeByte(io, register.address + i, byte, 'always'),
    );
    if (!written.ok) {
      return session.refuse(refused, { verb: 'write to', name: register.name }, -1, written.error);
    }
  }
  return done;
}
