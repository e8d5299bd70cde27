/**
 * Pictures that `-x init` of `dryrun` fills sections of flash with; they are read sideways in a listing of 32 columns
 * (`-U flash:r:-:I`). A word in base 16 is a line of 32 bytes, lowest bit first: `@` for 1, a blank for 0. They are what
 * avrdude 8.2 shows, so that what its simulated chip holds can be compared.
 */
const smallLoader = '800 8000800 1c4218ca 8a5284a 1842184e 0 0 8010000 8010000 8c53086 430942 8653082';

const largeLoader =
  '20000800 20000800 f71c7b51 28a288d1 28a28851 28a28859 c71c7856 0 80020000 80020000 8f22f1cd 80920a23 ' +
  '870e0a21 8120a21 87a2f1c1 0';

const bootSection =
  '0 1 1 8000001 8000001 fe381c1d 8442223 8824121 8824121 8824121 8442223 f0381c1d 0 0 400000 400000 ' +
  '400000 400000 785c0e3c 88621102 84422081 fc422081 4422081 4621102 f85c0e3c 0 0 0';

const dataSection = '20 20 40020 40020 3c7f1e2e 40042031 40042021 7c043e21 42042121 42042131 fc787e2e 0 0 0';

const application =
  '4 3c fc 7fc 1ffc ffe0 3ff00 1ffc00 7fc000 3fe0000 7f00000 7800000 7e00000 7fc0000 3ff0000 7fe000 ' +
  '1ffc00 3ff00 ffe0 1ffc 7fc fc 3c 4 4000000 7800000 7e00000 7fc0000 7ff0000 ffe000 3ff800 7ff00 1ffc0 ' +
  '3ff8 ffc 1fc 7c 3fc 1ff8 ffc0 3ff00 1ff800 ffe000 3ff0000 7fc0000 7e00000 7800000 4000000 0 0 0 ' +
  '7fffffc 7fffffc 7fffffc 7007000 7007000 7007c00 700fe00 700ff00 781ffc0 7c3cfe0 3ffc3f0 3ff81fc ' +
  '1ff00fc 7c003c 1c c 0 0 0 7fffffc 7fffffc 7fffffc 700001c 700001c 700001c 700003c 3800038 3c00078 ' +
  '3e000f0 1f803f0 ffffe0 3fff00 7f800 0 0 0 7ffff00 7ffffc0 7fffff0 f8 38 3c 1c 3c 78 f8 7fffff0 ' +
  '7ffffc0 7ffff00 0 0 0 7fffffc 7fffffc 7fffffc 700001c 700001c 700001c 700003c 3800038 3c00078 ' +
  '3e000f0 1f803f0 ffffe0 3fff00 7f800 0 0 0 7fffffc 7fffffc 7fffffc 700e01c 700e01c 700e01c 700e01c ' +
  '700e01c 700e01c 700e01c 700001c 700001c 1c 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 7ffffc 7ffffc 7ffffc 70000 ' +
  'e0000 1c0000 380000 380000 700000 700000 7f0000 7f0000 0 0 0 fe00 7ffc0 fffe0 3f01f8 3c0078 78003c ' +
  '70001c 70001c 78003c 3c0078 3f01f8 fffe0 7ffc0 fe00 0 0 0 fe00 3ffc0 fffe0 1f01f0 3c0078 78003c ' +
  '70001c 70001c 70001c 78003c 380038 380038 0 0 0 fffffffc fffffffc fffffffc 3000 7800 fc00 3fe00 ' +
  '7ff00 fcf80 1f87c0 7f03f0 7e01f8 7800fc 70007c 60003c 40001c c 4 0 0 0 78 f8038 1fc038 3fe03c 3fe01c ' +
  '38f01c 78f01c 70701c 70381c 703c1c 703c3c 701e78 781ff8 380fe0 3c0 0 0 0 7ffffc3c 7ffffc3c 7ffffc3c ' +
  '0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0';

/** A section of flash that has a picture. */
export type Section = 'smallLoader' | 'largeLoader' | 'bootSection' | 'dataSection' | 'application';

const pictures: Readonly<Record<Section, string>> = {
  smallLoader,
  largeLoader,
  bootSection,
  dataSection,
  application,
};

/** @returns the lines of a section's picture, 32 bits each */
export function pictureOf(section: Section): readonly number[] {
  return pictures[section].split(' ').map((word) => Number.parseInt(word, 16));
}
