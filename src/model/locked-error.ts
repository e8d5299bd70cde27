import { TargetError } from './errors.ts';

/** The target is locked and says nothing, not even its signature, before it is erased. */
export class LockedError extends TargetError {
  constructor(message: string) {
    super(message, -6);
  }
}
