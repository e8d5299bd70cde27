import type { UsbDeviceInfo } from '../../transports/usb-transport.ts';
import type { ProgrammerContext } from '../programmer.ts';
import { isAtPort, parseUsbPort } from '../usb/port.ts';
import { micronucleusDeeds } from './deeds.ts';

/** What `-P` says of a micronucleus boot loader. */
export interface MicronucleusPort {
  /** No USB port; one that names a bus and no device; or one that can be looked for. */
  readonly kind: 'not-usb' | 'bus-only' | 'found-by';
  /** Whether a boot loader is the one that is meant. */
  readonly fits: (info: UsbDeviceInfo) => boolean;
  /** What is left of the port, which the release calls it by from now on. */
  readonly left: string;
}

const any = () => true;
const none = () => false;

/** Reads `-P` as the release does. */
export function readMicronucleusPort({ port, behaviour }: ProgrammerContext): MicronucleusPort {
  switch (behaviour.of(micronucleusDeeds).port) {
    case 'usual':
      return usual(port);
    case 'letters':
      return byLetters(port);
    case 'numbers':
      return byNumbers(port);
  }
}

function usual(port: string): MicronucleusPort {
  const given = parseUsbPort(port);
  const isMeant = given.kind === 'any' || given.kind === 'place' || given.kind === 'ids';
  return { kind: isMeant ? 'found-by' : 'not-usb', fits: (info) => isAtPort(given, info), left: port };
}

function byLetters(port: string): MicronucleusPort {
  if (port === 'usb') return { kind: 'found-by', fits: any, left: port };
  const [, bus, device] = /^usb:([^:]*):(.*)$/s.exec(port) ?? [];
  return {
    kind: bus === undefined ? 'not-usb' : 'found-by',
    fits: (info) => info.bus === bus && info.device === device,
    left: port.split(':', 2).join(':'),
  };
}

function byNumbers(port: string): MicronucleusPort {
  if (/^usb$/i.test(port)) return { kind: 'found-by', fits: any, left: port };
  const [, bus, device] = /^usb:([^:]*)(?::([^:]*).*)?$/is.exec(port) ?? [];
  if (bus === undefined) return { kind: 'not-usb', fits: none, left: port };
  if (device === undefined) return { kind: 'bus-only', fits: any, left: port };
  return {
    kind: 'found-by',
    fits: (info) => isAtPort({ kind: 'place', bus, device }, info),
    left: port,
  };
}
