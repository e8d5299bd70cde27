import { Device } from '../memory/device.ts';
import { type Outcome, succeeded, type Tried } from '../model/outcome.ts';
import type { Memory, Part } from '../model/part.ts';
import { isUnreachable } from '../model/unreachable-memory.ts';
import type { Update } from '../model/update.ts';
import { planRun, planStep } from '../planner/plan-run.ts';
import type { SessionContext } from '../session/context.ts';
import { terminalWitness } from '../session/evidence/terminal-witness.ts';
import { runSession } from '../session/session.ts';
import { UpdateRunner } from '../session/update.ts';
import { flushTerminal, resetTerminal, runCommand, runTerminal } from '../terminal/terminal.ts';
import { bitClockOf, type Chosen, type ProgramRequest } from './choose.ts';
import { createTerminal } from './terminal.ts';
import { watchedClock } from './watched.ts';

/** From this count of `-v` on some programmers show what is exchanged, and nothing that avrdude exchanges is left out. */
const exchangesShownFrom = 2;

/** Plans the run and carries it out on an open programmer. */
export function startSession(request: ProgramRequest, chosen: Chosen, part: Part): Promise<Outcome> {
  return runSession(sessionContext(request, chosen, part));
}

function sessionContext(request: ProgramRequest, chosen: Chosen, part: Part): SessionContext {
  const { host, options, release, database, emit, interrupted } = request;
  const { behaviour } = release;
  const { programmer, entry, type } = chosen;
  const plan = planRun({
    options,
    part,
    behaviour,
    defaultSafemode: database.defaults.safemode,
    stdinIsTerminal: host.stdin.isTerminal,
    erasesPages: programmer.pageErase !== undefined,
    writesOverOldFlash: type.keepsTrailingFf === true && behaviour.loadersKeepTrailingFf,
    excluded: (memory) => isUnreachable(memory, part, entry),
  });
  emit({ kind: 'planned', plan, part, entry });
  const device = new Device({
    programmer,
    part,
    behaviour,
    clock: watchedClock(request),
    emit,
    eraseBlanksFlash: entry.progModes.length > 0 && !entry.progModes.includes('SPM'),
    showsExchanges: options.verbosity >= (type.tellsOfPages ? 1 : exchangesShownFrom),
    programmerId: chosen.id,
    programmerType: type.name,
    bootloader: entry.progModes.includes('SPM'),
    keepTrailingFf: plan.keepTrailingFf,
    interrupted,
  });
  const excluded = (memory: Memory): boolean => isUnreachable(memory, part, entry);
  const terminal = createTerminal(request, {
    id: chosen.id,
    entry,
    typeName: type.name,
    device,
    excluded,
    runUpdate: (update) => runUpdate(context, update, excluded),
    witness: terminalWitness(() => context),
  });
  const context: SessionContext = {
    plan,
    database,
    behaviour,
    programmer,
    programmerType: type,
    entry,
    programmerId: chosen.id,
    program: request.program,
    part,
    device,
    fs: host.fs,
    stdin: host.stdin,
    stdout: host.stdout,
    clock: watchedClock(request),
    emit,
    guards: request.guards,
    watched: request.guards || request.hints,
    get verbosity() {
      return terminal.session.verbosity;
    },
    get quell() {
      return terminal.session.quell;
    },
    baudRate: options.baudRate,
    bitClock: bitClockOf(options, database),
    runTerminal: () => runTerminal(terminal),
    runCommand: (line) => runCommand(terminal, line),
    flushTerminal: () => flushTerminal(terminal),
    resetTerminal: () => resetTerminal(terminal),
  };
  return context;
}

/** One more memory operation, which nobody planned for. */
async function runUpdate(
  context: SessionContext,
  update: Update,
  excluded: (memory: Memory) => boolean,
): Promise<Tried> {
  const { part, behaviour } = context;
  const runner = new UpdateRunner(context);
  for (const step of planStep({ kind: 'update', update, verify: true }, { part, behaviour, excluded })) {
    if (step.kind !== 'update') continue;
    const result = await runner.run(step, undefined);
    if (!result.ok) return result;
  }
  return succeeded;
}
