declare module '../../model/release.ts' {
  interface ReleaseIds {
    readonly '6.4': true;
  }
}

/** What this release is called. */
export const id = '6.4';
