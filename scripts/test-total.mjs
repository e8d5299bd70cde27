/** The last line of `npm test`: recorded cases and tests together. */
import { readFileSync } from 'node:fs';

const read = (file) => JSON.parse(readFileSync(file, 'utf8'));
const conformance = read('build/conformance.json');
const unit = read('build/vitest.json');
// A file that cannot be loaded has no tests of its own to fail.
const broken = unit.testResults.filter(
  ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
).length;
console.log(
  `${conformance.passed + unit.numPassedTests} passed, ${conformance.failed + unit.numFailedTests + broken} failed`,
);
