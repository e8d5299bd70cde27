import { type ExtendedParameter, parseExtended } from '../extended/parameters.ts';
import type { ProgrammerContext } from '../programmer.ts';
import { type WaitSetting, waitHelp, waitParameter } from '../usb/wait.ts';
import type { FlipFamily } from './device-messages.ts';

/** What `-x` says. No avrdude has parameters for these types. */
export interface FlipParameters extends WaitSetting {
  /** Leave out of a file what lies where the boot loader is. */
  readonly keepBoot: boolean;
}

/** @throws as parseExtended */
export function parseFlip(context: ProgrammerContext, family: FlipFamily): FlipParameters {
  const keepBoot: ExtendedParameter<FlipParameters> = {
    pattern: /^keep-boot$/,
    apply: (settings) => ({ ...settings, keepBoot: true }),
  };
  const keeps = family === 'flip1';
  return parseExtended<FlipParameters>(context, {
    type: family,
    endsAtFault: true,
    initial: { waitSeconds: undefined, keepBoot: false },
    parameters: [waitParameter<FlipParameters>(), ...(keeps ? [keepBoot] : [])],
    help: [
      ...waitHelp,
      ...(keeps ? [['keep-boot', 'Leave out what a file has for the boot loader section'] as const] : []),
    ],
  });
}
