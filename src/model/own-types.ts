/** Programmer types that no avrdude has (`conf/99-own-boot-loaders.conf`): found by name, in no list of a release. */
export const ownTypes: readonly string[] = ['bootloadhid', 'lufa_hid'];
