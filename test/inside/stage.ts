import type { Stage } from '../conformance/replay.ts';
import { InsideProgram } from './program.ts';
import { VirtualPorts } from './virtual-ports.ts';
import { VirtualTime } from './virtual-time.ts';
import { VirtualUsb } from './virtual-usb.ts';

/**
 * Makes this process a stage for runs of a bundle, one after the other; its own time is gone from then on.
 * @param bundle `dist/main.cjs`
 */
export function createStage(bundle: string): Stage {
  const time = new VirtualTime();
  time.install();
  const ports = new VirtualPorts();
  const usb = new VirtualUsb(time);
  const program = new InsideProgram(bundle, { ports, usb, time });
  return {
    serve: async (device, path) => ports.serve(device, path),
    plug: async (boards) => usb.plug(boards),
    run: async (command, settings) => {
      try {
        return await program.run(command, settings);
      } finally {
        time.reset();
      }
    },
  };
}
