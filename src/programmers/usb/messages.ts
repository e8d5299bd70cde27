import { defineMessage, raw, said } from '../../output/words.ts';
import { libusb0Text, libusb1Text } from '../../protocols/usb/errno.ts';

/** What avrdude's drivers of USB programmers say alike, each with its own functions' names. */

/** A device that is there and could not be opened. */
export interface Unopened {
  readonly error: unknown;
  readonly path: string;
}

/** Why, where avrdude is built with libusb 0.1. */
export const byLibusb0 = ({ error, path }: Unopened): string =>
  `failed to open ${path}: ${libusb0Text(error)}`;
/** Why, where it is built with libusb 1.0. */
export const byLibusb1 = ({ error }: Unopened): string => libusb1Text(error);

/** A driver of avrdude's. Functions are those that messages name. */
export interface UsbDriver {
  /** Of the C source. */
  readonly file: string;
  readonly open: string;
  readonly opensDevice: string;
  /** By which its messages are called. */
  readonly family: string;
  readonly setsClock: string;
  readonly erases: string;
  /** How 6.4 begins to say that there is no erase instruction. */
  readonly eraseNoun: string;
  /** What 8.x offers in place of a `-P` that is no USB port. */
  readonly portAdvice: string;
  readonly reason: Readonly<Record<'6.4' | '7.1' | '8.2', (facts: Unopened) => string>>;
}

/** The messages of one driver. */
export function driverMessages(driver: UsbDriver) {
  const where = (name: string): string => `${name}() ${driver.file}`;
  const ignoring = (used: number): string =>
    `using PID 0x${used.toString(16).padStart(4, '0')}, ignoring remaining PIDs in list\n`;
  return {
    bitclockNotAdjustable: defineMessage(`${driver.family}/bitclock-not-adjustable`, {
      '8.2': () =>
        said(
          'warning',
          'setting bitclock despite HAS_BITCLOCK_ADJ missing in pgm->extra_features\n',
          where(driver.setsClock),
        ),
    }),

    /** `-P` is no USB port at all. */
    portNotUsb: defineMessage<{ port: string }>(`${driver.family}/port-not-usb`, {
      '8.2': ({ port }) => said('error', `invalid -P ${port}; ${driver.portAdvice}\n`, where(driver.open)),
    }),

    severalProductIds: defineMessage<{ used: number }>(`${driver.family}/several-product-ids`, {
      '6.4': ({ used }) => said('info', `Warning: ${ignoring(used)}`),
      '7.1': ({ used }) => said('warning', ignoring(used), where(driver.open)),
    }),

    cannotOpen: defineMessage<Unopened>(`${driver.family}/cannot-open`, {
      '6.4': (facts) => said('info', `Warning: cannot open USB device: ${driver.reason['6.4'](facts)}\n`),
      '7.1': (facts) =>
        said(
          'warning',
          `cannot open USB device: ${driver.reason['7.1'](facts)}\n`,
          where(driver.opensDevice),
        ),
      '8.2': (facts) =>
        said(
          'warning',
          `cannot open USB device: ${driver.reason['8.2'](facts)}\n`,
          where(driver.opensDevice),
        ),
    }),

    noEraseInstruction: defineMessage<{ part: string }>(`${driver.family}/no-erase-instruction`, {
      '6.4': ({ part }) => raw('info', `${driver.eraseNoun} instruction not defined for part "${part}"\n`),
      '7.1': ({ part }) =>
        said('error', `chip erase instruction not defined for part ${part}\n`, where(driver.erases)),
    }),
  };
}
