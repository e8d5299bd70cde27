import type { TerminalDeed } from '../model/terminal-rules.ts';
import { abort } from './commands/abort.ts';
import { backup } from './commands/backup.ts';
import { config } from './commands/config.ts';
import { disassemble } from './commands/disassemble.ts';
import { dump } from './commands/dump.ts';
import { dumpBytes } from './commands/dump-bytes.ts';
import { erase } from './commands/erase.ts';
import { eraseChip } from './commands/erase-chip.ts';
import { factory } from './commands/factory.ts';
import { flush } from './commands/flush.ts';
import { fosc } from './commands/fosc.ts';
import { help } from './commands/help.ts';
import { include } from './commands/include.ts';
import { pageErase } from './commands/page-erase.ts';
import { parameters } from './commands/parameters.ts';
import { part } from './commands/part.ts';
import { programmingMode } from './commands/programming-mode.ts';
import { quell } from './commands/quell.ts';
import { quit } from './commands/quit.ts';
import { registers } from './commands/registers.ts';
import { restore } from './commands/restore.ts';
import { save } from './commands/save.ts';
import { sck } from './commands/sck.ts';
import { send } from './commands/send.ts';
import { signature } from './commands/signature.ts';
import { spiMode } from './commands/spi-mode.ts';
import { varef } from './commands/varef.ts';
import { verbose } from './commands/verbose.ts';
import { verify } from './commands/verify.ts';
import { vtarget } from './commands/vtarget.ts';
import { write } from './commands/write.ts';
import { writeBytes } from './commands/write-bytes.ts';
import type { Command } from './session.ts';

/** Every deed that a release's table of commands can name. */
export const commands: Readonly<Record<TerminalDeed, Command>> = {
  abort,
  dump,
  'dump-bytes': dumpBytes,
  erase,
  'erase-chip': eraseChip,
  flush,
  fosc,
  help,
  'page-erase': pageErase,
  parameters,
  part,
  'programming-mode': programmingMode,
  quell,
  quit,
  sck,
  send,
  signature,
  'spi-mode': spiMode,
  varef,
  verbose,
  vtarget,
  backup,
  include,
  restore,
  save,
  verify,
  config,
  factory,
  registers,
  disassemble,
  write,
  'write-bytes': writeBytes,
};
