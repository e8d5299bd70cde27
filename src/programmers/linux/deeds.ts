import type { DeedsByRelease } from '../../model/release.ts';

/** What releases do with the lines of a GPIO chip. */
export interface LinuxDeeds {
  /** Numbers are those of `/sys/class/gpio`, and so are the words; or lines of the chip that `-P` names, if it is there (8.x). */
  readonly lines: 'sysfs' | 'chip';
  /** Folders of lines that udev has not opened to the user yet are tried again (7.x and later). */
  readonly waitsForUdev: boolean;
  /** `-E` says how RESET's line is left (8.x). */
  readonly takesExitSpecs: boolean;
}

export const linuxDeeds: DeedsByRelease<LinuxDeeds> = {
  '6.4': { lines: 'sysfs', waitsForUdev: false, takesExitSpecs: false },
  '7.1': { waitsForUdev: true },
  '8.2': { lines: 'chip', takesExitSpecs: true },
};
