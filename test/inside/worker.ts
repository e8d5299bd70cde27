/** The process in which `InsideReplays` has runs made: it is told a record at a time, and answers with what the run gave. */
import type { RunRecord } from '../conformance/record.ts';
import { type Replay, replay, type Surroundings } from '../conformance/replay.ts';
import { createStage } from './stage.ts';

/** What is asked for. */
export interface Asked {
  readonly record: RunRecord;
  readonly around: Surroundings;
}

/** What is answered. */
export type Answered =
  | { readonly kind: 'replayed'; readonly replay: Replay }
  | { readonly kind: 'broken'; readonly why: string };

const [bundle = ''] = process.argv.slice(2);
const stage = createStage(bundle);

process.on('disconnect', () => process.exit());
process.on('message', async ({ record, around }: Asked) => {
  const answer = (answered: Answered) => process.send?.(answered);
  try {
    answer({ kind: 'replayed', replay: await replay(record, { ...around, stage }) });
  } catch (error) {
    answer({ kind: 'broken', why: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
});
