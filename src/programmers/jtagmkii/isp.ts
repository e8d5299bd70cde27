import { emulatorModes } from '../../protocols/jtagmkii/commands.ts';
import type { ProgrammerType } from '../programmer.ts';
import { parallel, Stk500Hv, serial } from '../stk500v2/high-voltage.ts';
import { Stk500v2 } from '../stk500v2/isp.ts';
import type { JtagMkiiConnecting } from './connection.ts';
import { IspConnector } from './isp-connector.ts';
import * as words from './messages.ts';

/**
 * The JTAGICE mkII and the AVR Dragon as programmers that take commands of STK500 version 2: on their ISP connectors, where they
 * behave like an AVRISP mkII (AVR067, AVR069), and with 12 V on RESET, which the Dragon alone has (AVR068).
 */

const isp: JtagMkiiConnecting = {
  operation: 'open-isp',
  mode: emulatorModes.spi,
  isDragon: false,
  notInSync: words.notInSync,
};
const onDragon: JtagMkiiConnecting = { ...isp, operation: 'open-dragon-isp', isDragon: true };
const highVoltage: JtagMkiiConnecting = {
  operation: 'open-dragon-hv',
  mode: emulatorModes.highVoltage,
  isDragon: true,
  notInSync: words.highVoltageNotInSync,
};

/** The JTAGICE mkII with ISP. */
export const jtagmkiiIsp: ProgrammerType = {
  id: 'jtagmkii_isp',
  name: 'JTAGMKII_ISP',
  create: (context) => new Stk500v2(context, { carrier: IspConnector.opened(isp) }),
};

/** The AVR Dragon with ISP. */
export const dragonIsp: ProgrammerType = {
  id: 'dragon_isp',
  name: 'DRAGON_ISP',
  create: (context) => new Stk500v2(context, { carrier: IspConnector.opened(onDragon) }),
};

/** The AVR Dragon with high voltage, in parallel. */
export const dragonPp: ProgrammerType = {
  id: 'dragon_pp',
  name: 'DRAGON_PP',
  create: (context) => new Stk500Hv(context, parallel, { carrier: IspConnector.opened(highVoltage) }),
};

/** The AVR Dragon with high voltage, serially. */
export const dragonHvsp: ProgrammerType = {
  id: 'dragon_hvsp',
  name: 'DRAGON_HVSP',
  create: (context) => new Stk500Hv(context, serial, { carrier: IspConnector.opened(highVoltage) }),
};
