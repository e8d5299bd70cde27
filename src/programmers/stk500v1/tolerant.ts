import { DisconnectedError } from '../../model/errors.ts';

/** Goes on without a result, as avrdude does where it does not look at it. @throws DisconnectedError: a lost line is still one */
export async function tolerant<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof DisconnectedError) throw error;
    return undefined;
  }
}
