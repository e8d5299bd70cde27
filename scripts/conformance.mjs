/**
 * Runs the recorded cases of all releases against dist/avrdude and compares the failures with test/conformance/known.txt, where
 * each case that differs on purpose, or that we do not reach, stands with its reason. Ends with 0 if no other case fails. Options are
 * those of `npm run conformance`.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

const failsFile = 'build/conformance-fails.txt';
const asked = process.argv.slice(2);
const first = replay([]);
process.stdout.write(first.output);
const known = new Map(
  readLines('test/conformance/known.txt').map((line) => {
    const [name, ...reason] = line.split(': ');
    return [name, reason.join(': ')];
  }),
);
const nameOf = (line) => line.split(': ')[0];
const unexpected = ({ fails }) => fails.filter((line) => !known.has(nameOf(line)));
const { fails } = first;
const surprises = confirmed(unexpected(first));
const passed = first.passed + unexpected(first).length - surprises.length;
const failed = first.failed + first.passed - passed;
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

/** Runs cases; failures are named as in known.txt, with what differed. */
function replay(options) {
  rmSync(failsFile, { force: true });
  const { stdout } = spawnSync(
    'npm',
    ['run', '--silent', 'conformance', '--', '--fails', failsFile, ...asked, ...options],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 1 << 28 },
  );
  const [, passed = 0, failed = 0] = /^(\d+) passed, (\d+) failed$/m.exec(stdout)?.map(Number) ?? [];
  return { output: stdout, passed, failed, fails: existsSync(failsFile) ? readLines(failsFile) : [] };
}

/** Boot loaders are deaf after a quarter of a second, which a busy machine can miss: what fails is tried again, alone. */
function confirmed(lines) {
  if (lines.length === 0) return [];
  const names = lines.map((line) => nameOf(line).split(' ')[1]);
  const again = replay(['--jobs', '1', '--only', `^(${names.join('|').replaceAll('.', '\\.')})$`]);
  const still = new Set(again.fails.map(nameOf));
  return lines.filter((line) => still.has(nameOf(line)));
}

function readLines(file) {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
}
