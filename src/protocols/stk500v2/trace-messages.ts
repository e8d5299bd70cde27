import { defineMessage, raw, type Words } from '../../output/words.ts';

/** What avrdude shows of a conversation in STK500 version 2 at `-vvvvv` (`DEBUG` of `stk500v2.c` of the three releases). */

function traced(text: string): Words {
  return raw('trace2', `STK500V2: ${text}`);
}

function listed(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => `0x${byte.toString(16).padStart(2, '0')} `).join('');
}

export const opening = defineMessage<{ board: 'stk500v2' | 'stk600' }>('stk500v2/opening', {
  '6.4': (p) => traced(`${p.board}_open()\n`),
});

export const closing = defineMessage('stk500v2/closing', { '6.4': () => traced('stk500v2_close()\n') });

export const signingOn = defineMessage('stk500v2/signing-on', {
  '6.4': () => traced('stk500v2_getsync()\n'),
});

export const loadingAddress = defineMessage<{ address: number }>('stk500v2/loading-address', {
  '6.4': (p) => traced(`stk500v2_loadaddr(${p.address | 0})\n`),
});

export const instructionAsked = defineMessage<{ bytes: Uint8Array }>('stk500v2/instruction-asked', {
  '6.4': (p) =>
    traced(`stk500v2_cmd(${Array.from(p.bytes, (byte) => byte.toString(16).padStart(2, '0')).join(',')})\n`),
});

export const commandAsked = defineMessage<{ body: Uint8Array }>('stk500v2/command-asked', {
  '6.4': (p) => traced(`stk500v2_command(${listed(p.body)}, ${p.body.length})\n`),
});

/** What is in avrdude's buffer after a command: its answer over its own bytes, as many as had been sent. */
export const commandContent = defineMessage<{ body: Uint8Array; reply: Uint8Array }>(
  'stk500v2/command-content',
  {
    '7.1': ({ body, reply }) => {
      const content = Uint8Array.from(body, (byte, at) => reply[at] ?? byte);
      return traced(`stk500v2_command() received content: [ ${listed(content)}], length ${content.length}\n`);
    },
  },
);

/** What the exchange comes to: how long the answer was with all around it; 0 where the programmer had to be found again. */
export const commandResult = defineMessage<{ length: number }>('stk500v2/command-result', {
  '6.4': (p) => raw('trace2', ` = ${p.length}\n`),
});

export const frameSent = defineMessage<{ frame: Uint8Array }>('stk500v2/frame-sent', {
  '6.4': (p) => traced(`stk500v2_send(${listed(p.frame)}, ${p.frame.length})\n`),
});

export const frameAwaited = defineMessage('stk500v2/frame-awaited', {
  '6.4': () => traced('stk500v2_recv(): '),
});

export const frameComplete = defineMessage('stk500v2/frame-complete', { '6.4': () => raw('trace2', '\n') });

/** A byte that came. */
export interface FrameByte {
  readonly byte: number;
  /** Its place in the frame (AVR068, "Message format"). */
  readonly place: 'start' | 'sequence' | 'length-high' | 'length-low' | 'other';
  /** Whether it is what belongs there. */
  readonly fits: boolean;
  /** Length of the body, as far as it is known. */
  readonly length: number;
}

export const frameByte = defineMessage<FrameByte>('stk500v2/frame-byte', {
  '6.4': (p) => raw('trace2', byteText(p, '...')),
  '7.1': (p) => raw('trace2', byteText(p, ' ...')),
});

function byteText({ byte, place, fits, length }: FrameByte, dots: string): string {
  return `${listed(Uint8Array.of(byte))}${placeText()}`;

  function placeText(): string {
    switch (place) {
      case 'start':
        return `hoping for start token${dots}${fits ? 'got it' : 'sorry'}\n`;
      case 'sequence':
        return `hoping for sequence${dots}\n${fits ? 'got it, incrementing' : 'sorry'}\n`;
      case 'length-high':
        return 'hoping for size LSB\n';
      case 'length-low':
        return `hoping for size MSB${dots} msg is ${length} bytes\n`;
      case 'other':
        return '';
    }
  }
}

/** Ends of the names of avrdude's functions. */
const pageFunctions = { 'read-pages': 'paged_load', 'write-pages': 'paged_write' } as const;

/** What is moved by pages, and how: addresses and lengths in bytes. */
export interface PagesMoved {
  readonly operation: keyof typeof pageFunctions;
  readonly way: 'v2' | 'hv';
  readonly memory: string;
  readonly pageSize: number;
  readonly address: number;
  readonly length: number;
}

export const movingPages = defineMessage<PagesMoved>('stk500v2/moving-pages', {
  // 6.4 has left one out of its line for a page in high-voltage programming.
  '6.4': (p) => pagesText(p, p.way === 'hv' && p.operation === 'write-pages' ? 2 : 3),
  '7.1': (p) => pagesText(p, 3),
});

function pagesText(p: PagesMoved, shown: number): Words {
  const numbers = [p.pageSize, p.address, p.length].slice(0, shown);
  return traced(`stk500${p.way}_${pageFunctions[p.operation]}(..,${p.memory},${numbers.join(',')})\n`);
}

export const movingBlock = defineMessage<{ address: number; length: number }>('stk500v2/moving-block', {
  '6.4': (p) => raw('trace2', `block_size at addr ${p.address} is ${p.length}\n`),
});
