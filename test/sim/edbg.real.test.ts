import { type BesideReal, compareBesideReal } from './beside-real.ts';

// Real avrdude 7.1 and our binary, each with a tool of its own over every interface: everything that they print and do is compared.

const write = ['-U', 'flash:w:firmware.bin:r'];
const cases: readonly BesideReal[] = [
  { kind: 'atmelice', id: 'atmelice_updi', part: 't3216', args: write },
  { kind: 'atmelice', id: 'atmelice_updi', part: 'avr128da48', args: write },
  { kind: 'pkobn', id: 'pkobn_updi', part: 'm4809', args: [...write, '-U', 'fuse6:w:4:m'] },
  { kind: 'snap', id: 'snap_updi', part: 't3216', args: ['-v'] },
  { kind: 'atmelice', id: 'atmelice_pdi', part: 'x128a4u', args: [...write, '-U', 'boot:w:firmware.bin:r'] },
  { kind: 'atmelice', id: 'atmelice', part: 'm32u4', args: [...write, '-U', 'lfuse:w:0x5e:m'] },
  { kind: 'jtag3edbg', id: 'jtag3', part: 'm32u4', args: ['-v'] },
  { kind: 'atmelice', id: 'atmelice_dw', part: 'm328p', args: write, options: ['dwen=1'] },
  { kind: 'atmelice', id: 'atmelice_isp', part: 'm328p', args: [...write, '-U', 'lfuse:w:0xe2:m'] },
  { kind: 'atmelice', id: 'atmelice_isp', part: 'm328p', options: ['dwen=1'] },
  { kind: 'xplainedmini', id: 'xplainedmini', part: 'm328p', args: write },
  { kind: 'jtagice3', id: 'jtag3isp', part: 'm328p', args: write },
  { kind: 'powerdebugger', id: 'powerdebugger_isp', part: 'm328p', args: ['-v'] },
  { kind: 'atmelice', id: 'atmelice_tpi', part: 't10', args: [...write, '-U', 'fuse:w:0xfe:m'] },
  { kind: 'atmelice', id: 'atmelice_updi', part: 't3216', options: ['nodevice'], status: 1 },
  { kind: 'atmelice', id: 'atmelice_isp', part: 'm328p', options: ['no-power'], status: 1 },
  { kind: 'atmelice', id: 'atmelice_pdi', part: 'x128a4u', options: ['wrong-signature'], status: 1 },
];

// A few pages do not make up for what is asked besides: how many reports may be under way, and UPDI's clock.
// avrdude pads its reports with what its stack held before.
compareBesideReal(cases, 15, /is not padded with zeros$/);
