import { defineMessage, type Words } from '../../output/words.ts';

/** What avrdude says of the bytes on the wire of UPDI (`updi_link.c`). */

export const bytesSent = defineMessage<{ data: Uint8Array }>('updi/bytes-sent', {
  '6.4': ({ data }) => listed('sending', data),
});

export const bytesReceived = defineMessage<{ data: Uint8Array }>('updi/bytes-received', {
  '6.4': ({ data }) => listed('received', data),
});

function listed(verb: string, data: Uint8Array): Words {
  const bytes = Array.from(data, (byte) => `0x${byte.toString(16).padStart(2, '0')}`);
  return { level: 'debug', lead: 'program', text: `${verb} ${data.length} bytes [${bytes.join(', ')}]\n` };
}

export const nothingReceived = defineMessage('updi/nothing-received', {
  '6.4': () => ({
    level: 'debug',
    lead: 'program',
    text: 'serialupdi_recv(): programmer is not responding\n',
  }),
  '8.2': () => ({
    level: 'debug',
    lead: 'program',
    text: 'updi_physical_recv(): programmer is not responding\n',
  }),
});
