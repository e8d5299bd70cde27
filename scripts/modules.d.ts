/** What the tests use of the scripts that Node runs as they are. */

declare module '*/scripts/build/base-node.mjs' {
  export const host: string;
  export function builderNode(): string;
}

declare module '*/scripts/build/targets.mjs' {
  export const targets: readonly { readonly id: string; readonly name: string }[];
}

declare module '*/scripts/build/addons.mjs' {
  export function addonFile(name: string, target: string, libc?: 'glibc' | 'musl'): string | undefined;
}

declare module '*/scripts/build/formats/elf-strip.mjs' {
  export function stripElf(file: Buffer): Buffer;
}

declare module '*/scripts/build/formats/fat-mach-o.mjs' {
  export function thin(file: Buffer, target: string): Buffer;
}

declare module '*/scripts/build/formats/mach-o-signature.mjs' {
  export function unsigned(file: Buffer): Buffer;
  export function signAdHoc(file: Buffer, identifier: string): Buffer;
}

declare module '*/scripts/build/formats/sea-blob.mjs' {
  export function seaBlob(contents: {
    readonly script: Buffer;
    readonly assets: readonly (readonly [string, Buffer])[];
    readonly options?: readonly string[];
    readonly layout: { readonly word: 4 | 8; readonly assets: boolean };
  }): Buffer;
}

declare module '*/scripts/build/windows-resources.mjs' {
  export function dressWindows(node: Buffer): Buffer;
}

declare module '*/scripts/dist/zip.mjs' {
  export function zip(
    files: readonly { readonly name: string; readonly bytes: Buffer; readonly mode: number }[],
    time: number,
    level: number,
  ): Buffer;
}

declare module '*/scripts/dist/debian.mjs' {
  export const packageName: string;
  export function makeDebian(settings: {
    readonly product: { readonly version: string; readonly description: string };
    readonly target: string;
    readonly from: string;
    readonly folder: string;
    readonly level: number;
  }): string;
}

declare module '*/scripts/dist/manifests.mjs' {
  export function manifests(release: {
    readonly product: { readonly version: string; readonly description: string; readonly license: string };
    readonly url: string;
    readonly made: readonly { readonly target: string; readonly file: string; readonly sha256: string }[];
  }): Record<string, string>;
}
