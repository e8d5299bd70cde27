import type { AvrdudeError, Said } from '../model/errors.ts';
import type { Emit, Event } from './events.ts';

/**
 * Says what went wrong and fails with it: the error carries what was said, by name and with its facts, so that whoever catches it
 * need not have listened.
 * @throws the error
 */
export function fail(emit: Emit, event: Event, error: AvrdudeError): never {
  emit(event);
  throw error.saying(saidOf(event));
}

function saidOf(event: Event): Said {
  if (event.kind === 'notice') return { name: event.message.name, facts: event.facts };
  if (event.kind === 'hint') return { name: event.name, facts: { text: event.text } };
  const { kind, ...facts } = event;
  return { name: kind, facts };
}
