/** Ends a session early with an exit status; what there was to say has been said. */
export class SessionEnd extends Error {
  readonly status: number;
  constructor(status: number) {
    super(`session ends with ${status}`);
    this.name = 'SessionEnd';
    this.status = status;
  }
}
