import { ProtocolError } from '../../model/errors.ts';

/** Goes on without a result, as avrdude does with Atmel's debuggers where it does not look at it; what ends the run is still an error. */
export async function tolerant<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof ProtocolError) return undefined;
    throw error;
  }
}
