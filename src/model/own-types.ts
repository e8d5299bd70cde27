/** Programmer types that no avrdude has (their entries stand in their families' folders): found by name, in no list of a release. */
export const ownTypes: readonly string[] = ['bootloadhid', 'lufa_hid'];
