declare module '../../model/release.ts' {
  interface ReleaseIds {
    readonly '7.1': true;
  }
}

/** What this release is called. */
export const id = '7.1';
