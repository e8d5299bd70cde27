/**
 * Runs the recorded cases of all releases against dist/avrdude and compares the failures with test/conformance/known.txt, where
 * each case that differs on purpose, or that we do not reach, stands with its reason. Ends with 0 if no other case fails.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

const failsFile = 'build/conformance-fails.txt';
rmSync(failsFile, { force: true });
const run = spawnSync('npm', ['run', '--silent', 'conformance', '--', '--jobs', '4', '--fails', failsFile], {
  encoding: 'utf8',
  stdio: ['ignore', 'pipe', 'inherit'],
});
process.stdout.write(run.stdout);

const [, passed = 0, failed = 0] = /^(\d+) passed, (\d+) failed$/m.exec(run.stdout)?.map(Number) ?? [];
const fails = existsSync(failsFile) ? readLines(failsFile) : [];
const known = new Map(
  readLines('test/conformance/known.txt').map((line) => {
    const [name, ...reason] = line.split(': ');
    return [name, reason.join(': ')];
  }),
);
const nameOf = (line) => line.split(': ')[0];
const surprises = fails.filter((line) => !known.has(nameOf(line)));
for (const line of fails) console.log(`  ${line} (${known.get(nameOf(line)) ?? 'not expected'})`);
const ran = passed + failed > 0;
if (!ran) console.log('no case was run');
const differing = failed - surprises.length;
console.log(
  `${passed} passed, ${differing} differ as test/conformance/known.txt says, ${surprises.length} failed`,
);
const total = { passed, failed: surprises.length + (ran ? 0 : 1) };
writeFileSync('build/conformance.json', JSON.stringify(total));
process.exitCode = total.failed === 0 ? 0 : 1;

function readLines(file) {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
}
