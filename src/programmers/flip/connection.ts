import { InterruptedError, ProtocolError, TransportError } from '../../model/errors.ts';
import { notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import { DfuLink } from '../../protocols/dfu/link.ts';
import { stringUnread } from '../../protocols/dfu/messages.ts';
import { readUsbString } from '../../protocols/usb/strings.ts';
import type { UsbDescription, UsbTransport } from '../../transports/usb-transport.ts';
import { bitClockIgnored } from '../line/bit-clock-messages.ts';
import type { ProgrammerContext } from '../programmer.ts';
import * as say from './device-messages.ts';
import { checkFlipPort, openFlip, type Sought, soughtBy } from './search.ts';

/** The texts of a device; undefined where it has none. */
type Strings = { readonly [name in 'vendor' | 'product' | 'serial']: string | undefined };

/** A boot loader that has been found. */
export interface FlipDevice {
  readonly link: DfuLink;
  readonly transport: UsbTransport;
  readonly description: UsbDescription;
  readonly strings: Strings;
}

/** What descriptors should say, besides the ids. */
export type Expectations = readonly (readonly [field: string, is: number, expected: number])[];

/** The way to a DFU boot loader, as far as both versions of the protocol have it in common. */
export class FlipConnection {
  readonly #context: ProgrammerContext;
  readonly #family: say.FlipFamily;
  readonly #waitSeconds: number | undefined;
  #device: FlipDevice | undefined;

  constructor(context: ProgrammerContext, family: say.FlipFamily, waitSeconds: number | undefined) {
    this.#context = context;
    this.#family = family;
    this.#waitSeconds = waitSeconds;
  }

  /** Nothing is looked for yet: avrdude does that when the part is initialised. @throws UsageError after saying so */
  open(): void {
    const { bitClock, emit, id } = this.#context;
    if (bitClock !== undefined) emit(notice(bitClockIgnored, { id, by: this.#family }));
    checkFlipPort(this.#context);
  }

  /**
   * Finds the boot loader. That there is none is no failure yet: the first thing that is asked of it fails then.
   *
   * @param expectations what descriptors of such loaders say, which others are warned of
   * @throws ProtocolError if the part is one for the other version, after saying so
   */
  async find(expectations: (description: UsbDescription) => Expectations): Promise<FlipDevice | undefined> {
    const { part, force, emit } = this.#context;
    const sought = await soughtBy(this.#context, this.#family);
    if (!force && part.progModes.includes('PDI') !== (this.#family === 'flip2'))
      fail(
        emit,
        notice(say.wrongKind, { family: this.#family }),
        new ProtocolError(`${part.desc} has no boot loader of this kind`),
      );
    const transport = await openFlip(this.#context, sought, this.#waitSeconds);
    if (!transport) return undefined;
    const description = await this.#context.open.usb.describe(transport.info);
    const strings = await this.#readStrings(transport, description);
    this.#device = { transport, link: new DfuLink(transport, emit), description, strings };
    this.#compare(this.#device, sought, expectations(description));
    return this.#device;
  }

  async close(): Promise<void> {
    const device = this.#device;
    this.#device = undefined;
    await device?.link.close();
  }

  async #readStrings(transport: UsbTransport, { strings }: UsbDescription): Promise<Strings> {
    const { emit } = this.#context;
    const read = async (index: number): Promise<string | undefined> => {
      if (index === 0) return undefined;
      try {
        return await readUsbString(transport, index);
      } catch (error) {
        if (!(error instanceof TransportError) || error instanceof InterruptedError) throw error;
        emit({ kind: 'usb-access', failed: true });
        emit(notice(stringUnread, { index, error }));
        return undefined;
      }
    };
    return {
      vendor: await read(strings.vendor),
      product: await read(strings.product),
      serial: await read(strings.serial),
    };
  }

  #compare({ transport, description }: FlipDevice, sought: Sought, expectations: Expectations): void {
    const { emit } = this.#context;
    const { vendorId, productId } = transport.info;
    const family = this.#family;
    const [usual] = sought.productIds;
    // One that the part may turn up with is as good as the usual one.
    const expected = sought.productIds.includes(productId) ? productId : usual;
    const ids = [
      ['idVendor', vendorId, sought.vendorId],
      ['idProduct', productId, expected ?? productId],
    ] as const;
    for (const [field, is, wanted] of ids)
      if (is !== wanted) emit(notice(say.unexpected, { family, field, is, expected: wanted, id: true }));
    for (const [field, is, wanted] of [...configurationOf(description), ...expectations])
      if (is !== wanted) emit(notice(say.unexpected, { family, field, is, expected: wanted, id: false }));
  }
}

/** What such devices have in common. */
function configurationOf({ configurations, interfaces }: UsbDescription): Expectations {
  return [
    ['bNumConfigurations', configurations, 1],
    ['bNumInterfaces', interfaces, 1],
  ];
}
