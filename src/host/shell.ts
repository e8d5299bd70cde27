import { InterruptedError } from '../model/errors.ts';

/** Runs a line in the user's shell, which has our standard streams, and waits for it. @throws InterruptedError */
export async function runShell(line: string, interrupted: AbortSignal): Promise<void> {
  // As it is: an import would be paid for at every start.
  const { spawn } = process.getBuiltinModule('node:child_process');
  await new Promise<void>((resolve, reject) => {
    const shell = spawn(line, { shell: true, stdio: 'inherit' });
    shell.once('error', () => resolve());
    shell.once('close', () => resolve());
    interrupted.addEventListener('abort', () => reject(new InterruptedError('interrupted in a shell')), {
      once: true,
    });
  });
}
