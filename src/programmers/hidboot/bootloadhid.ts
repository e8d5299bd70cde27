import { InterruptedError, ProtocolError, TransportError } from '../../model/errors.ts';
import type { Page } from '../../model/page.ts';
import { notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import {
  blockLength,
  decodeSizes,
  encodeBlock,
  encodeLeave,
  sizesReport,
} from '../../protocols/bootloadhid/reports.ts';
import type { ProgrammerType } from '../programmer.ts';
import { HidBootLoader, type HidLoaderKind, noSignature } from './hid-boot-loader.ts';
import * as say from './messages.ts';

/** How long a report may take, in milliseconds: a block is erased and written meanwhile. */
const reportTimeoutMs = 2000;
/** The same for leaving, which need not be answered. */
const leaveTimeoutMs = 500;

const kind: HidLoaderKind = {
  name: 'BootloadHID',
  type: 'bootloadhid',
  numbering: 'numbered',
  async identify(device, { part, emit }) {
    const { id, length } = sizesReport;
    const sizes = await device.getFeatureReport(id, length, reportTimeoutMs).then(decodeSizes, (error) => {
      if (!(error instanceof TransportError) || error instanceof InterruptedError) throw error;
      return undefined;
    });
    if (!sizes) fail(emit, notice(say.sizesUnread), new ProtocolError('no sizes'));
    const { available, flashSize, pageSize } = sizes;
    const flash = part.memories.find(({ name }) => name === 'flash');
    const fits = flash?.size === flashSize && flash.pageSize === pageSize;
    if (fits) emit(notice(say.chipBelieved, { part: part.desc }));
    else emit(notice(say.otherSizes, { flashSize, pageSize, part: part.desc }));
    return { available, pageSize, signature: fits ? part.signature : noSignature };
  },
  async write(device, _chip, run, onPage) {
    for (const { address, data, last } of blocksOf(run)) {
      for (let at = 0; at < data.length; at += blockLength)
        await device.sendFeatureReport(encodeBlock(address + at, data.subarray(at)), reportTimeoutMs);
      onPage(last);
    }
  },
  leave: (device) => device.sendFeatureReport(encodeLeave(), leaveTimeoutMs),
};

/** obdev's BootloadHID (https://www.obdev.at/products/vusb/bootloadhid.html), which keyboards with an ATmega32A have (PS2AVRGB). */
export const bootloadhid: ProgrammerType = {
  id: 'bootloadhid',
  name: 'bootloadHID',
  takesExtended: true,
  create: (context) => new HidBootLoader(kind, context),
};

/** Pages as blocks of at least a report's length: smaller pages of one block travel together. `last` is the index of its last page. */
function blocksOf(run: readonly Page[]): readonly { address: number; data: Uint8Array; last: number }[] {
  const blocks: { address: number; data: Uint8Array; last: number }[] = [];
  for (const [index, { address, data }] of run.entries()) {
    const start = address - (address % blockLength);
    const current = blocks.at(-1);
    if (current && current.address === start && data.length < blockLength) {
      current.data.set(data, address - start);
      current.last = index;
      continue;
    }
    const block = new Uint8Array(Math.max(blockLength, data.length)).fill(0xff);
    block.set(data, address - start);
    blocks.push({ address: start, data: block, last: index });
  }
  return blocks;
}
