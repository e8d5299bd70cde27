import { type UsbIds, usbIdsText } from '../../model/udev-rule.ts';
import type { ProgrammerContext } from '../programmer.ts';
import { optionsFor, pluggedIn } from './plugged-in.ts';

/**
 * Hints at what to look at when no device with these ids is plugged in: another programmer or boot loader that is, else the cable,
 * or the button that starts a boot loader.
 */
export async function hintAtAbsence(
  context: Pick<ProgrammerContext, 'open' | 'facts' | 'emit' | 'entry' | 'part'>,
  sought: UsbIds,
): Promise<void> {
  const { entry, part, emit } = context;
  const there = await pluggedIn(context);
  const isSought = ({ ids }: { ids: UsbIds }) => usbIdsText(ids) === usbIdsText(sought);
  if (there.some(isSought)) return;
  const isLoader = entry.progModes.includes('SPM');
  const others = there.map((fact) =>
    isLoader
      ? `${usbIdsText(fact.ids)}, ${fact.name}, is there (${optionsFor(fact)})`
      : `${fact.name} is (${optionsFor(fact)})`,
  );
  const absent = `No USB device with the ids ${usbIdsText(sought)} is plugged in`;
  let text: string;
  if (others.length === 0)
    text = isLoader
      ? `${absent}: start the board's boot loader by its reset button (-x wait gives the time for it). Does the cable carry data?`
      : `${absent}: does its light burn, and does the cable carry data?`;
  else if (isLoader) text = `${absent}. ${others.join('; ')}; -p ${part.id} was asked for.`;
  else text = `${absent}, but ${others.join(', and ')}.`;
  emit({ kind: 'hint', name: 'usb/device-absent', text });
}
