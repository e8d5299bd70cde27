/** The system information block of a part with UPDI (data sheets, chapter UPDI): 32 characters in fixed columns. */
export interface SystemInformation {
  readonly text: string;
  readonly family: string;
  readonly nvm: string;
  readonly debug: string;
  readonly oscillator: string;
  readonly extra: string;
}

/** @param bytes as the part sends them */
export function decodeSib(bytes: Uint8Array): SystemInformation {
  const text = String.fromCharCode(...bytes);
  const column = (from: number, to?: number): string => text.slice(from, to).replace(/\0.*$/s, '');
  return {
    text: column(0),
    family: column(0, 8),
    nvm: column(8, 11),
    debug: column(11, 14),
    oscillator: column(15, 19),
    extra: column(19),
  };
}

/** The character behind the colon of a column; undefined if there is none. */
export function versionIn(column: string): string | undefined {
  const colon = column.indexOf(':');
  return colon < 0 ? undefined : (column[colon + 1] ?? '');
}
