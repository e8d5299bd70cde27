import * as ice from '../../protocols/edbg/commands.ts';
import type { EdbgLink } from '../../protocols/edbg/link.ts';
import { tolerant } from '../../protocols/jtagmkii/tolerant.ts';

/**
 * Disables the debugger in a chip that has debugWIRE enabled, which gives RESET back to ISP until the chip loses power. That there is
 * no such chip does not show here: the next attempt to enter programming mode will.
 * @returns whether the tool has debugWIRE at all
 */
export async function leaveDebugWire(link: EdbgLink): Promise<boolean> {
  const { parameters, connections, commands, scopes } = ice;
  const connection = Uint8Array.of(connections.debugWire);
  const has = await tolerant(link.setParameter(parameters.connection, connection).then(() => true));
  if (!has) return false;
  const steps = [
    ['AVR sign-on', ice.encodeCommand(scopes.avr, commands.signOn, 0)],
    ['start DW debug', ice.encodeCommand(scopes.avr, commands.startDebugWire, 0)],
    ['MonCon disable', ice.encodeCommand(scopes.avr, commands.disableDebugWire)],
  ] as const;
  for (const [what, request] of steps) {
    if (!(await tolerant(link.request(what, request)))) return true;
  }
  return true;
}
