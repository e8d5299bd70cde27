import { expect, it } from 'vitest';
import type { Part } from '../../../src/model/part.ts';
import { memory, part, script } from '../fixture.ts';

/** Jumps, calls, pointers, registers, a block of 0xff and a cut-off end. */
const code =
  '0c940802e0e1f0e005919a965f9b00905f00809300010895' +
  '0e940b02fecff9f301d00000ffffffffffffffff0995189511241fbecfef0895';

const m32u4: Part = {
  ...part,
  memories: [
    ...part.memories.map((each) => (each.name === 'flash' ? { ...each, pageSize: 128 } : each)),
    memory('io', 224, { offset: 0x20 }),
    memory('sram', 2560, { offset: 0x100 }),
  ],
};

/** What avrdude 8.2 printed of the same bytes. */
const listing = `                    .equ    io.portd,   0x0b
                    .equ    io.sreg,    0x3f
                    .equ    mem.sreg,   0x5f
                    .equ    sram.start, 0x100
L0400: 0c 94 08 02  jmp     0x0410
L0404: e0 e1        ldi     r30, 0x10            ; 16
L0406: f0 e0        ldi     r31, 0x00            ; 0
L0408: 05 91        lpm     r16, Z+
L040a: 9a 96        adiw    r26, 0x2a            ; 42
L040c: 5f 9b        sbis    io.portd, 7          ; Bit 7 = 0x80
L040e: 00 90 5f 00  lds     r0, mem.sreg
L0412: 80 93 00 01  sts     sram.start, r24

Subroutine0:                                     ; Call from L0418
L0416: 08 95        ret

L0418: 0e 94 0b 02  call    Subroutine0          ; L0416
L041c: fe cf        rjmp    .-4                  ; L041a

Label0:                                          ; Breq from L041e
L041e: f9 f3        breq    Label0               ; L041e
L0420: 01 d0        rcall   .+2                  ; L0424
L0422: 00 00        nop

(null):                                          ; Rcall from L0420
L0424: ff ff ff ff  .fill   4, 2, 0xffff

L042c: 09 95        icall
L042e: 18 95        reti

L0430: 11 24        clr     r1
L0432: 1f be        out     io.sreg, r1
L0434: cf ef        ser     r28
L0436: 08 95        ret

L0438: ff ff        .word   0xffff               ; Invalid opcode
`;

const source = `            .equ    io.portd,   0x0b
            .equ    io.sreg,    0x3f
            .equ    mem.sreg,   0x5f
            .equ    sram.start, 0x100

            .text
main:
L0400:   3  jmp     0x0410
L0404:   1  ldi     r30, 0x10            ; 16
L0406:   1  ldi     r31, 0x00            ; 0
L0408:   3  lpm     r16, Z+
L040a:   2  adiw    r26, 0x2a            ; 42
L040c: 1-3  sbis    io.portd, 7          ; Bit 7 = 0x80
L040e:   2  lds     r0, mem.sreg
L0412:   2  sts     sram.start, r24

Label0:                                  ; Call from L0418
L0416:   4  ret

L0418:   4  call    Label0               ; L0416
L041c:   2  rjmp    .-4                  ; L041a

Label1:                                  ; Breq from L041e
L041e: 1/2  breq    Label1               ; L041e
L0420:   3  rcall   .+2                  ; L0424
L0422:   1  nop

(null):                                  ; Rcall from L0420
L0424: ---  .fill   4, 2, 0xffff

L042c:   3  icall
L042e:   4  reti

L0430:   1  clr     r1
L0432:   1  out     io.sreg, r1
L0434:   1  ser     r28
L0436:   4  ret
`;

it('shows instructions with labels, symbols and remarks, and as source', async () => {
  const run = await script('8.2', ['disasm flash 0x400 58', 'disasm -gqF flash 0x400 56', 'quit'], {
    part: m32u4,
    prepare: (cells) => cells.get('flash')?.set(Buffer.from(code, 'hex'), 0x400),
  });
  expect(run.stdout()).toBe(
    `avrdude> disasm flash 0x400 58\n${listing}avrdude> disasm -gqF flash 0x400 56\n${source}avrdude> quit\n`,
  );
});

it('goes on where it left off, and never splits an instruction', async () => {
  const run = await script('8.2', ['disasm -LA flash 0x400 2', 'disasm', 'quit'], {
    part: m32u4,
    prepare: (cells) => cells.get('flash')?.set(Buffer.from(code, 'hex'), 0x400),
  });
  expect(run.stdout()).toBe(
    'avrdude> disasm -LA flash 0x400 2\n0c 94 08 02  jmp     0x0410\navrdude> disasm\ne0 e1        ldi     r30, 0x10            ; 16\navrdude> quit\n',
  );
});
