import { describe, expect, test, vi } from 'vitest';
import type { SimulatedDevice } from './device.ts';
import { simulate } from './kinds.ts';

/** Sends a line of hex to a device. @returns what it has answered since, in hex */
function talk(device: SimulatedDevice, hex: string): string {
  let answer = '';
  device.onData = (data) => {
    answer += Buffer.from(data).toString('hex');
  };
  device.receive(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
  return answer;
}

const isp = (faults: string[] = [], part = 'm32u4') =>
  simulate({ kind: 'stk500v1', part, options: ['fw=arduinoisp'], faults });

describe('the line', () => {
  test('answers a command whether it comes whole, byte by byte, or two at once', () => {
    const device = isp();
    expect(talk(device, '30 20')).toBe('1410');
    expect(talk(device, '30') + talk(device, '20')).toBe('1410');
    expect(talk(device, '31 20 30 20')).toBe('14415652204953501014' + '10');
    expect(device.dump().meta.violations).toEqual([]);
  });

  test('counts turns: changes of direction, not replies', () => {
    const device = isp();
    device.open();
    talk(device, '30 20');
    talk(device, '30 20 30 20');
    expect(device.dump().meta).toMatchObject({ turns: 2, bytesFromHost: 6, bytesToHost: 6, opens: 1 });
  });

  test('opening again resets the firmware, in the middle of a command too', () => {
    const device = isp();
    device.open();
    talk(device, '50 20 42 01 02');
    expect(device.dump().meta.targetHeld).toBe(true);
    device.close();
    device.open();
    expect(device.dump().meta.targetHeld).toBe(false);
    expect(talk(device, '30 20')).toBe('1410');
  });

  test('an illegal byte is recorded', () => {
    const device = isp();
    talk(device, '30 21');
    talk(device, '7a 20');
    expect(device.dump().meta.violations).toEqual([
      'end of command expected, 0x21 came',
      'unknown command 0x7a',
    ]);
  });
});

describe('faults', () => {
  test.each([
    { fault: 'silent', answers: ['', '', ''] },
    { fault: 'nak-once=2', answers: ['1410', '15', '1410'] },
    { fault: 'truncate=2', answers: ['1410', '14', '1410'] },
    { fault: 'nibble=2', answers: ['1410', '0400', '1410'] },
    { fault: 'drop=3', answers: ['1410', '10', '1410'] },
    { fault: 'dup=3', answers: ['1410', '141410', '1410'] },
    { fault: 'timeout-after=3', answers: ['1410', '14', ''] },
    { fault: 'garbage=3', answers: ['4420821410', '1410', '1410'] },
    { fault: 'garbage-at=2', answers: ['1410', '4420', '1410'] },
  ])('$fault', ({ fault, answers }) => {
    const device = isp([fault]);
    expect(answers.map(() => talk(device, '30 20'))).toEqual(answers);
  });

  test('disconnect-after hangs up after so many bytes', () => {
    const device = isp(['disconnect-after=3']);
    device.onHangUp = vi.fn();
    expect([talk(device, '30 20'), talk(device, '30 20')]).toEqual(['1410', '14']);
    expect(device.onHangUp).toHaveBeenCalledTimes(1);
  });

  test('wrong-signature, nodevice and bad-verify lie in the chip', () => {
    expect(talk(isp(['wrong-signature=1e9502']), '50 20 75 20')).toBe('1410141e950210');
    expect(talk(isp(['nodevice']), '50 20 75 20')).toBe('141014ffffff10');
    expect(talk(isp(['bad-verify=1']), '50 20 74 00 02 46 20')).toBe('1410' + '14fffe10');
    expect(talk(isp(['bad-verify=eeprom:0']), '50 20 74 00 02 45 20')).toBe('1410' + '14feff10');
  });

  test('fuse-drift happens at the first page write', () => {
    const device = isp(['fuse-drift=lfuse:0x00']);
    talk(device, '50 20 55 00 00 20');
    expect(device.chip.fuses.lfuse).toBe(0x5e);
    talk(device, '64 00 02 46 aa bb 20');
    expect(device.chip.fuses.lfuse).toBe(0x00);
  });

  test('an unknown one is refused', () => {
    expect(() => isp(['nonsense'])).toThrow(RangeError);
  });
});

test('the sketch counts EEPROM in words, the STK500 in bytes', () => {
  const write = '50 20 55 04 00 20 64 00 01 45 5a 20';
  const sketch = isp();
  talk(sketch, write);
  expect(sketch.chip.eeprom.indexOf(0x5a)).toBe(8);
  const board = simulate({ kind: 'stk500v1', part: 'm32u4' });
  talk(board, write);
  expect(board.chip.eeprom.indexOf(0x5a)).toBe(4);
});

test('Optiboot starts the application when a command does not end as it should', () => {
  const device = simulate({ kind: 'optiboot', part: 'm328p' });
  device.open();
  expect(talk(device, '30 20')).toBe('1410');
  expect(talk(device, '30 30')).toBe('');
  expect(talk(device, '30 20')).toBe('');
  device.close();
  device.open();
  expect(talk(device, '30 20')).toBe('1410');
});

test('a Caterina that waits for a touch is deaf until it comes', () => {
  const device = simulate({ kind: 'avr109', part: 'm32u4', options: ['touch=1'] });
  device.open();
  expect(talk(device, '53')).toBe('');
  device.rate(1200);
  device.close();
  device.open();
  expect(talk(device, '53')).toBe(Buffer.from('CATERIN').toString('hex'));
});

test('latency holds replies back, and what comes meanwhile is answered later', async () => {
  vi.useFakeTimers();
  try {
    const device = simulate({ kind: 'avr109', part: 'm32u4', latencyMs: 5 });
    const answers: string[] = [];
    device.onData = (data) => answers.push(Buffer.from(data).toString());
    device.receive(Buffer.from('p'));
    device.receive(Buffer.from('V'));
    expect(answers).toEqual([]);
    await vi.advanceTimersByTimeAsync(5);
    expect(answers).toEqual(['S']);
    await vi.advanceTimersByTimeAsync(5);
    expect(answers).toEqual(['S', '10']);
  } finally {
    vi.useRealTimers();
  }
});

test('an STK500 v2 message that breaks off is forgotten after a while', async () => {
  vi.useFakeTimers();
  try {
    const device = simulate({ kind: 'stk500v2', part: 'm32u4' });
    expect(talk(device, '1b 01 00')).toBe('');
    await vi.advanceTimersByTimeAsync(2001);
    expect(device.dump().meta.violations).toEqual(['a message broke off']);
    expect(talk(device, '1b 02 00 01 0e 01 17')).toMatch(/^1b02000b0e010008/);
  } finally {
    vi.useRealTimers();
  }
});
