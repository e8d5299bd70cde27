// What pkg wants of Apple's `codesign`: `--remove-signature FILE`, and `-f --sign - FILE`, which signs ad hoc.
import { readFileSync, writeFileSync } from 'node:fs';
import { signAdHoc, unsigned } from './formats/mach-o-signature.mjs';

const file = process.argv.at(-1);
const bytes = readFileSync(file);
writeFileSync(
  file,
  process.argv.includes('--remove-signature') ? unsigned(bytes) : signAdHoc(bytes, 'avrdude'),
);
