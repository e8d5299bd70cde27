/** Ends a session early with an exit status; what there was to say has been said. */
export class SessionEnd extends Error {
  readonly status: number;
  /** Whether the release breaks off here without its closing words. */
  readonly abrupt: boolean;
  constructor(status: number, abrupt = false) {
    super(`session ends with ${status}`);
    this.name = 'SessionEnd';
    this.status = status;
    this.abrupt = abrupt;
  }
}
