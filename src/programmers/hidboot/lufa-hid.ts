import { notice } from '../../output/events.ts';
import { encodePage, encodeStart, pageLayout } from '../../protocols/halfkay/page-report.ts';
import type { ProgrammerType } from '../programmer.ts';
import { HidBootLoader, type HidLoaderKind, noSignature } from './hid-boot-loader.ts';
import * as say from './messages.ts';

/** The boot loader's section as LUFA's makefile has it, in bytes; what is written there is lost without a word. */
const sectionLength = 4096;
/** Bytes in front of a page. */
const addressLength = 2;
/** The AVRs that LUFA's boot loaders are for (LUFA, "Device Support"): those with USB. */
const withUsb = /^(AT90USB|ATmega\d+U)\d/i;
/** How long a page may take, in milliseconds. */
const pageTimeoutMs = 2000;
/** The same for starting the application, which need not be answered. */
const startTimeoutMs = 500;

const kind: HidLoaderKind = {
  name: 'LUFA HID',
  type: 'lufa_hid',
  numbering: 'unnumbered',
  async identify({ info }, { part, emit }) {
    const flash = part.memories.find(({ name }) => name === 'flash');
    const { size = 0, pageSize = 0 } = flash ?? {};
    const told = info.outputLength;
    const otherPage = told !== undefined && told !== addressLength + pageSize;
    const fits = withUsb.test(part.desc) && !otherPage;
    if (fits) emit(notice(say.chipBelieved, { part: part.desc }));
    else if (otherPage) emit(notice(say.otherPages, { pageSize: told - addressLength, part: part.desc }));
    else emit(notice(say.lacksUsb, { part: part.desc }));
    return { available: size - sectionLength, pageSize, signature: fits ? part.signature : noSignature };
  },
  async write(device, { available, pageSize }, run, onPage) {
    const layout = pageLayout(available, pageSize);
    for (const [index, { address, data }] of run.entries()) {
      await device.sendReport({ id: 0, data: encodePage(layout, address, data) }, pageTimeoutMs);
      onPage(index);
    }
  },
  leave: (device, { available, pageSize }) =>
    device.sendReport({ id: 0, data: encodeStart(pageLayout(available, pageSize)) }, startTimeoutMs),
};

/** LUFA's HID class boot loader (Bootloaders/HID): HalfKay's reports, but each page is erased by itself. */
export const lufaHid: ProgrammerType = {
  id: 'lufa_hid',
  name: 'LUFA HID',
  takesExtended: true,
  create: (context) => new HidBootLoader(kind, context),
};
