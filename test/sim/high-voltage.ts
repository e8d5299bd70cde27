import type { Chip } from './chip.ts';
import type { FuseName } from './parts.ts';
import { STATUS } from './stk500v2-commands.ts';

const FUSES: readonly FuseName[] = ['lfuse', 'hfuse', 'efuse'];

/**
 * Parallel (0x2…) and high voltage serial (0x3…) programming of AVR068. The chip is programmed through its
 * own parallel interface: SPIEN can be changed, and neither flash nor EEPROM erases itself.
 */
export class HighVoltage {
  private readonly chip: Chip;
  private entered = false;

  constructor(chip: Chip) {
    this.chip = chip;
  }

  /** Whether 12 V are on RESET. */
  get holds(): boolean {
    return this.entered;
  }

  /** @param address of "load address"; @returns the answer, and how far the address moves */
  command(m: readonly number[], address: number): { answer: number[]; advance: number } {
    const { chip } = this;
    const [id = 0, m1 = 0, m2 = 0] = m;
    const low = id & 15;
    const answer = (...bytes: number[]) => ({ answer: [id, ...bytes], advance: 0 });
    if (chip.absent) return answer(low ? STATUS.timeout : STATUS.failed);
    if (low === 0) {
      this.entered = true;
      return answer(STATUS.ok);
    }
    if (!this.entered) return answer(STATUS.failed);
    const length = (m1 << 8) | m2;
    switch (low) {
      case 1:
        this.entered = false;
        return answer(STATUS.ok);
      case 2:
        chip.chipErase();
        return answer(STATUS.ok);
      case 3:
        chip.programFlash(address * 2, m.slice(5, 5 + length));
        return { answer: [id, STATUS.ok], advance: length >> 1 };
      case 5:
        for (let i = 0; i < length; i++) {
          const a = (address + i) % chip.eeprom.length;
          chip.writeEeprom(a, m[5 + i]! & chip.eeprom[a]!);
        }
        return { answer: [id, STATUS.ok], advance: length };
      case 4:
      case 6: {
        const read =
          low === 4
            ? (i: number) => chip.readFlash(address * 2 + i)
            : (i: number) => chip.readEeprom(address + i);
        if (chip.lockMode === 'no-access')
          return answer(STATUS.ok, ...new Array<number>(length).fill(0), STATUS.ok);
        const data = Array.from({ length }, (_, i) => read(i));
        return { answer: [id, STATUS.ok, ...data, STATUS.ok], advance: low === 4 ? length >> 1 : length };
      }
      case 7:
        chip.writeFuse(FUSES[m1] ?? 'efuse', m2, 'other');
        return answer(STATUS.ok);
      case 8:
        return answer(STATUS.ok, chip.readFuse(FUSES[m1] ?? 'efuse'));
      case 9:
        chip.writeLock(m2);
        return answer(STATUS.ok);
      case 10:
        return answer(STATUS.ok, chip.readLock());
      case 11:
        return answer(STATUS.ok, chip.readSignature(m1));
      case 12:
        return answer(STATUS.ok, chip.readCalibration(m1));
      default:
        return answer(STATUS.unknown);
    }
  }
}
