import type { Stage } from '../conformance/replay.ts';
import { InsideProgram } from './program.ts';
import { VirtualPorts } from './virtual-ports.ts';
import { VirtualTime } from './virtual-time.ts';

/**
 * Makes this process a stage for runs of a bundle, one after the other; its own time is gone from then on.
 * @param bundle `dist/main.cjs`
 */
export function createStage(bundle: string): Stage {
  const time = new VirtualTime();
  time.install();
  const ports = new VirtualPorts();
  const program = new InsideProgram(bundle, ports, time);
  return {
    serve: async (device, path) => ports.serve(device, path),
    run: async (command, settings) => {
      try {
        return await program.run(command, settings);
      } finally {
        time.reset();
      }
    },
  };
}
