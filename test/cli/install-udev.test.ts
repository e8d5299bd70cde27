import { expect, test } from 'vitest';
import { inVirtualTime, runProgram } from '../whole-run/run-program.ts';

inVirtualTime();

const file = '/etc/udev/rules.d/55-avrdude.rules';
const folder = { '/etc/udev/rules.d/10-other.rules': '' };

/** A configuration with one programmer of each kind that there is. */
const conf = [
  'avrdude_conf_version = "8.2";',
  'programmer id = "a_usb"; desc = "on USB"; type = "usbtiny"; prog_modes = PM_ISP; connection_type = usb; usbvid = 0x1781; usbpid = 0x0c9f; ;',
  'programmer id = "a_hid"; desc = "HID"; type = "jtagice3"; prog_modes = PM_JTAG; connection_type = usb; usbvid = 0x03eb; usbpid = 0x2141; ;',
  'programmer id = "a_teensy"; desc = "HID, too"; type = "teensy"; prog_modes = PM_SPM; connection_type = usb; usbvid = 0x16c0; usbpid = 0x0478; ;',
  'programmer id = "a_serial"; desc = "no USB"; type = "arduino"; prog_modes = PM_SPM; connection_type = serial; ;',
].join('\n');

const rule = (vid: string, pid: string) =>
  `ATTRS{idVendor}=="${vid}", ATTRS{idProduct}=="${pid}", MODE="0660", TAG+="uaccess"\n`;
const usb = (vid: string, pid: string) => `SUBSYSTEM=="usb", ${rule(vid, pid)}`;
const hid = (vid: string, pid: string) =>
  `${usb(vid, pid)}KERNEL=="hidraw*", SUBSYSTEM=="hidraw", ${rule(vid, pid)}`;

/** As udev(7) reads it: one rule a line, comments behind #. */
const rules = `# Written by avrdude --install-udev: lets whoever sits at the computer use USB programmers

ACTION!="add|change", GOTO="avrdude_end"

# a_hid
${hid('03eb', '2141')}
# a_teensy
${hid('16c0', '0478')}
# -P avrdoper
${hid('16c0', '05df')}
# a_usb
${usb('1781', '0c9f')}
LABEL="avrdude_end"
`;

const said = {
  '6.4': `avrdude: wrote ${file}\n         unplug the programmer and plug it in again\n`,
  '8.2': `Wrote ${file}\nunplug the programmer and plug it in again\n`,
};

for (const release of ['6.4', '8.2'] as const)
  test(`${release}: the rules for every USB programmer that is known are written`, async () => {
    const ran = await runProgram({
      args: ['-C', 'own.conf', '--install-udev'],
      release,
      files: { ...folder, 'own.conf': conf },
    });
    expect(ran.read(file)).toEqual(new TextEncoder().encode(rules));
    expect([ran.status, ran.stdout]).toEqual([0, '']);
    expect(ran.stderr).toBe(said[release]);
  });

test('every USB programmer of the built-in database has a rule', async () => {
  const ran = await runProgram({ args: ['--install-udev'], release: '8.2', files: folder });
  const text = new TextDecoder().decode(ran.read(file));
  const asked = await runProgram({ args: ['-c', '*/u'], release: '8.2' });
  const wanted = asked.stdout.split('\n').filter((line) => /^(SUBSYSTEM|KERNEL)/.test(line));
  expect(wanted.length).toBeGreaterThan(60);
  expect(wanted.filter((line) => !text.includes(`${line}\n`))).toEqual([]);
});

test('without udev there is nothing to install', async () => {
  const ran = await runProgram({ args: ['--install-udev', '-C', 'own.conf'], files: { 'own.conf': conf } });
  expect(ran.status).toBe(1);
  expect(ran.stdout).toBe('');
  expect(ran.stderr).toContain('this system has no udev: there is no folder /etc/udev/rules.d\n');
});

test('the option is known by its whole name only: its beginnings are those of a release', async () => {
  const ran = await runProgram({ args: ['--install'], release: '8.2', files: folder });
  expect(ran).toMatchObject({
    status: 1,
    stdout: '',
    stderr: "avrdude: unrecognized option '--install'\n",
  });
  const delay = await runProgram({ args: ['--i'], release: '8.2' });
  expect(delay.stderr).toBe("avrdude: option '--isp-clock-delay' requires an argument\n");
});
