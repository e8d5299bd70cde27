/** An interface of class HID, as a configuration descriptor declares it (USB 2.0, 9.6; HID 1.11, 7.1). */
export interface HidInterface {
  readonly number: number;
  /** Bytes of its report descriptor. */
  readonly reportDescriptorLength: number;
  /** Its interrupt endpoints; undefined where it has none in that direction. */
  readonly input: HidEndpoint | undefined;
  readonly output: HidEndpoint | undefined;
}

export interface HidEndpoint {
  readonly address: number;
  /** Bytes of a packet. */
  readonly packetSize: number;
}

const descriptorType = { interface: 4, endpoint: 5, hid: 0x21 } as const;
const hidClass = 3;

/** The interfaces of class HID, each as its first alternate setting is. */
export function hidInterfacesOf(configuration: Uint8Array): readonly HidInterface[] {
  const found: HidInterface[] = [];
  let inside = false;
  for (const descriptor of descriptorsOf(configuration)) {
    const word = (at: number): number => (descriptor[at] ?? 0) + (descriptor[at + 1] ?? 0) * 256;
    const [, type, first = 0] = descriptor;
    if (type === descriptorType.interface) {
      inside = descriptor[5] === hidClass && descriptor[3] === 0;
      if (inside)
        found.push({ number: first, reportDescriptorLength: 0, input: undefined, output: undefined });
      continue;
    }
    const current = inside ? found.pop() : undefined;
    if (!current) continue;
    const endpoint = { address: first, packetSize: word(4) & 0x07ff };
    if (type === descriptorType.hid) found.push({ ...current, reportDescriptorLength: word(7) });
    else if (type !== descriptorType.endpoint) found.push(current);
    else if (first & 0x80) found.push({ ...current, input: current.input ?? endpoint });
    else found.push({ ...current, output: current.output ?? endpoint });
  }
  return found;
}

function* descriptorsOf(configuration: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < configuration.length; ) {
    const length = Math.max(2, configuration[at] ?? 0);
    yield configuration.subarray(at, at + length);
    at += length;
  }
}
