import { defineMessage, type Words } from '../../output/words.ts';
import type { SystemInformation } from '../../protocols/updi/sib.ts';

/** What is done with a target over UPDI, as avrdude shows it at `-v -v -v` (`serialupdi.c`, `updi_nvm….c`). */

const plain = {
  'apply-reset': 'sending reset request',
  'release-reset': 'sending release reset request',
  'already-entered': 'already in prog mode',
  entered: 'entered NVM programming mode',
  'user-row-not-left': 'unable to exit USERROW programming mode',
} as const;

/** A step, or what has come of one. */
export type TargetStep =
  | { readonly kind: keyof typeof plain }
  | { readonly kind: 'key-status'; readonly status: number }
  | { readonly kind: 'revision'; readonly revision: number }
  | { readonly kind: 'information-block'; readonly text: string }
  | { readonly kind: 'information'; readonly information: SystemInformation };

export const step = defineMessage<TargetStep>('serialupdi/step', {
  '6.4': (facts) =>
    texts(facts).map((text): Words => ({ level: 'debug', lead: 'program', text: `${text}\n` })),
});

function texts(step: TargetStep): readonly string[] {
  switch (step.kind) {
    case 'key-status':
      return [`key status: 0x${step.status.toString(16).toUpperCase().padStart(2, '0')}`];
    case 'revision':
      return [`received chip silicon revision 0x${step.revision.toString(16).padStart(2, '0')}`];
    case 'information-block':
      return [`received SIB: [${step.text}]`];
    case 'information': {
      const { family, nvm, debug, oscillator, extra } = step.information;
      return [
        `Device family ID: ${family}`,
        `NVM interface: ${nvm}`,
        `Debug interface: ${debug}`,
        `PDI oscillator: ${oscillator}`,
        `Extra information: ${extra}`,
      ];
    }
    default:
      return [plain[step.kind]];
  }
}
