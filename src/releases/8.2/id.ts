declare module '../../model/release.ts' {
  interface ReleaseIds {
    readonly '8.2': true;
  }
}

/** What this release is called. */
export const id = '8.2';
