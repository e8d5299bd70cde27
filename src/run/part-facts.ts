import type { PartFacts } from '../model/part-facts.ts';

/** The tables of `conf/facts`, read by the terminal's means when a programmer asks for them. */
export const partFacts: PartFacts = {
  async fuseFields(part) {
    const { fuseProperties } = await import('../terminal/facts/fuse-properties.ts');
    return fuseProperties(part);
  },
  async resetValues(part) {
    const { resetValues } = await import('../terminal/facts/reset-values.ts');
    return resetValues(part);
  },
  async opcodes(part) {
    const { opcodesOf } = await import('../terminal/disassembly/opcodes.ts');
    return opcodesOf(part);
  },
  async vectors(part) {
    const { vectors } = await import('../terminal/facts/vectors.ts');
    return vectors(part);
  },
  async toolScripts(part, way) {
    const { toolScripts } = await import('../terminal/facts/tool-scripts.ts');
    return toolScripts(part.desc, way);
  },
  async usbDevices() {
    const { usbDevices } = await import('../terminal/facts/usb-devices.ts');
    return usbDevices();
  },
};
