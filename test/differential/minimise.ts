import type { Compared } from './compare.ts';
import { type Scenario, smaller } from './scenario.ts';

/** How many smaller scenarios are tried in all. */
const TRIES = 60;

/**
 * Leaves out of a scenario whatever its difference does not need.
 * @param judge gives what differs, or `undefined`
 */
export async function minimised(
  scenario: Scenario,
  compared: Compared,
  judge: (scenario: Scenario) => Promise<Compared | undefined>,
): Promise<{ scenario: Scenario; compared: Compared }> {
  let best = { scenario, compared };
  let tries = 0;
  for (let found = true; found; ) {
    found = false;
    for (const candidate of smaller(best.scenario)) {
      if (++tries > TRIES) return best;
      const outcome = await judge(candidate);
      // It must differ in no other part, or it may be another difference.
      if (!outcome?.parts.every((part) => best.compared.parts.includes(part))) continue;
      best = { scenario: candidate, compared: outcome };
      found = true;
      break;
    }
  }
  return best;
}
