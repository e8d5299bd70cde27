import { UsbBoard } from '../../sim/usb-device.ts';
import { inVirtualTime } from '../../whole-run/run-program.ts';
import { type Blindness, old, reading, type Strikes, type Swept, sweepAll, writing } from './sweep.ts';

inVirtualTime();

/**
 * The bus has checksums; other bytes in their number are what the device said.
 * @param answer the most bytes that one transfer brings
 */
const asSaid = (answer: number): Blindness => ({
  faults: ['garbage-at'],
  because: 'the data of a transfer carry no checksum but that of the bus',
  answer,
});

const both = [writing(), reading('eeprom'), reading('flash')];
/** A block that is not had is read by bytes, three transfers each: a whole flash of a DFU boot loader takes minutes. */
const short = [writing(), reading('eeprom')];
/** What cannot be read is written without verification; each page is acknowledged. */
const blind = [writing('flash', 'no eeprom')];

/**
 * micronucleus has the jump into the application written when everything else is done, as RESET is let go with others: avrdude says if
 * that has failed, but the status is not changed by it (8.2, micronucleus_powerdown). So that page is no matter here.
 */
const applicationEnd = 0x1940;

function onUsb(kind: string, part: string, given: Partial<Swept> = {}, ...options: string[]): Swept {
  const end = kind === 'micronucleus' ? applicationEnd : undefined;
  const memories = (board: UsbBoard) => ({ ...board.memories(), flash: board.chip.flash.subarray(0, end) });
  const size = (name: 'flash' | 'eeprom') => new UsbBoard({ kind, part, options }).chip[name].length;
  const [flash, eeprom] = [old(size('flash')), old(size('eeprom'))];
  return {
    name: [kind, ...options].join(' '),
    args: `-c ${kind} -p ${part}`,
    tasks: both,
    plugIn: (faults) => {
      const board = new UsbBoard({ kind, part, options: ['lenient', ...options], faults });
      // A boot loader stays where it is.
      if (board.firmware.started === undefined) {
        board.chip.flash.set(flash);
        board.chip.eeprom.set(eeprom);
      }
      return { device: board, memories: () => memories(board), answers: () => board.counted };
    },
    ...given,
  };
}

const rows: readonly Swept[] = [
  onUsb('usbasp', 'm8', { cannotBeSeen: asSaid(200) }),
  onUsb('usbtiny', 'm8', { cannotBeSeen: asSaid(248) }),
  onUsb('ch341a', 'm8', { cannotBeSeen: asSaid(32) }),
  onUsb('avrispmkII', 'm8', { cannotBeSeen: asSaid(256) }),
  onUsb('jtag2', 'm16'),
  onUsb('jtag2isp', 'm16'),
  onUsb('dragon_jtag', 'm16'),
  onUsb('flip1', 'm32u4', { tasks: short, cannotBeSeen: asSaid(1024) }, 'secure=0'),
  onUsb('flip2', 'x128a3u', {
    tasks: [writing('application', 'no eeprom'), reading('eeprom')],
    cannotBeSeen: asSaid(1024),
  }),
  onUsb('micronucleus', 't85', { tasks: blind, args: '-c micronucleus -p t85 -e -V' }),
  onUsb('micronucleus', 't85', { tasks: blind, args: '-c micronucleus -p t85 -e -V' }, 'version=1.11'),
  onUsb('teensy', 'm32u4', { tasks: blind, args: '-c teensy -p m32u4 -e -V' }),
  onUsb('lufa-hid', 'm32u4', { tasks: blind, args: '-c lufa-hid -p m32u4 -e -V' }),
  onUsb('bootloadhid', 'm32', { tasks: blind, args: '-c bootloadhid -p m32 -e -V' }),
];

const strikes: Strikes = function* (clean, places) {
  for (const name of ['stall-at', 'error-at', 'hang-at', 'unplug-at', 'short-at', 'garbage-at', 'dead-at'])
    for (const at of places(clean.answers())) yield [`${name}=${at}`];
  // The answer after one that was lost is another's, if nobody looks.
  for (const at of places(clean.answers())) yield [`hang-at=${at}`, `short-at=${at + 1 + (at % 5)}`];
};

sweepAll(rows, strikes);
