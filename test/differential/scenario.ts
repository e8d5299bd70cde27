import type { ReleaseId } from '../../src/model/release.ts';
import type { DeviceRecord, RunRecord } from '../conformance/record.ts';

/** What a random run is about. */
export type ScenarioKind = 'updates' | 'terminal' | 'urclock' | 'dryrun' | 'options' | 'parts';

/** A random run, in pieces that can be left out one by one to find what a difference hangs on. */
export interface Scenario {
  readonly kind: ScenarioKind;
  readonly release: ReleaseId;
  /** Words that stay: programmer, part, port. */
  readonly words: readonly string[];
  /** Options, each with its argument. */
  readonly groups: readonly (readonly string[])[];
  /** What comes in on standard input, line by line. */
  readonly lines: readonly string[];
  readonly mode: RunRecord['mode'];
  /** Files of the conformance images. */
  readonly images: readonly string[];
  readonly device: DeviceRecord | null;
}

/** The scenario as a record without a result, which `replay` can run. */
export function recordOf(scenario: Scenario): RunRecord {
  const { kind, release, words, groups, lines, mode, images, device } = scenario;
  const argv = [...words, ...groups.flat()];
  return {
    name: `random-${kind}/${argv.join(' ')}`,
    version: release,
    argv,
    mode,
    stdin: lines.map((line) => `${line}\n`).join(''),
    files: Object.fromEntries(images.map((image) => [image, { image }])),
    device,
    expect: { status: 0, stdout: '', stderr: '', files: {}, memories: {} },
  };
}

/** Every scenario that is a little smaller. */
export function* smaller(scenario: Scenario): Generator<Scenario> {
  for (const key of ['lines', 'groups'] as const) {
    const list: readonly unknown[] = scenario[key];
    // Halves first.
    for (let size = Math.ceil(list.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
      for (let from = 0; from < list.length; from += size) {
        yield { ...scenario, [key]: list.filter((_, i) => i < from || i >= from + size) };
      }
    }
  }
  const { device } = scenario;
  if (scenario.mode !== 'pipe') yield { ...scenario, mode: 'pipe' };
  if (device?.faults?.length) yield { ...scenario, device: { ...device, faults: [] } };
  if (device && Object.keys(device.memories ?? {}).length > 0) {
    yield { ...scenario, device: { ...device, memories: {} } };
  }
}
