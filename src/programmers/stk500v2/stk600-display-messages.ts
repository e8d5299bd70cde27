import { fixed } from '../../model/printed-number.ts';
import { defineMessage, type Words } from '../../output/words.ts';
import { displayLine, type LabelStyle, toItsStream } from '../atmel/display.ts';
import { cardName, routingCards, socketCards } from './stk600-cards.ts';

/** What avrdude shows of an STK600 beyond what it shows of its kin (`stk500v2.c` of the three releases). */

type Version = readonly [major: number, minor: number];

/** The firmware of the two other controllers on the board. */
export const periphery = defineMessage<{ first: Version; second: Version }>('stk500v2/periphery', {
  '6.4': (p) => peripheryLines(p, 'Firmware Version Slave', 'old'),
  '7.1': (p) => peripheryLines(p, 'Firmware Version Periphery', 'old'),
  '8.2': (p) => peripheryLines(p, 'FW version periphery', 'new'),
});

function peripheryLines(
  p: { first: Version; second: Version },
  label: string,
  style: LabelStyle,
): readonly Words[] {
  const text = ([major, minor]: Version) => `${major}.${String(minor).padStart(2, '0')}`;
  return [p.first, p.second].map((version, i) =>
    displayLine(`${label} ${i + 1}`, text(version), style, true),
  );
}

/** The cards that are on the board, by their ids, and the revisions of the tables of ids that the firmware knows. */
export const cards = defineMessage<{
  routing: number;
  socket: number;
  routingTable: number;
  socketTable: number;
}>('stk500v2/cards', {
  '6.4': (p) => cardLines(p, 'old'),
  '8.2': (p) => cardLines(p, 'new'),
});

function cardLines(
  p: { routing: number; socket: number; routingTable: number; socketTable: number },
  style: LabelStyle,
): readonly Words[] {
  const line = (label: string, text: string) => displayLine(label, text, style, true);
  return [
    line('Routing card', cardName(routingCards, p.routing)),
    line('Socket card', cardName(socketCards, p.socket)),
    line('RC_ID table rev', `${p.routingTable}`),
    line('EC_ID table rev', `${p.socketTable}`),
  ];
}

/** How the board is set; undefined where it was not asked. */
interface Stk600Settings {
  /** Whether this is part of `-v`'s display and not the terminal's `parms`. */
  readonly margin: boolean;
  /** Hundredths of a volt. */
  readonly varef: readonly [number, number] | undefined;
  /** Microseconds. */
  readonly sck: number;
  /** Hertz. */
  readonly fosc: number | undefined;
}

export const settings = defineMessage<Stk600Settings>('stk500v2/stk600-settings', {
  '6.4': (p) => settingLines(p, 'old'),
  '7.1': (p) => toItsStream(settingLines(p, 'old'), p.margin),
  '8.2': (p) => toItsStream(settingLines(p, 'new'), p.margin),
});

function settingLines(p: Stk600Settings, style: LabelStyle): readonly Words[] {
  const line = (label: string, text: string) => displayLine(label, text, style, p.margin);
  return [
    ...(p.varef ?? []).map((value, channel) => line(`Varef ${channel}`, `${fixed(value / 100, 2)} V`)),
    line('SCK period', `${fixed(p.sck, style === 'old' ? 2 : 1)} us`),
    ...(p.fosc === undefined ? [] : [line('Oscillator', frequency(p.fosc, style))]),
  ];
}

/** Three digits behind the point. Up to 7.x a round unit is kept in the one below. */
function frequency(hertz: number, style: LabelStyle): string {
  const reaches = (limit: number) => (style === 'old' ? hertz > limit : hertz >= limit);
  if (reaches(1e6)) return `${fixed(hertz / 1e6, 3)} MHz`;
  return reaches(1e3) ? `${fixed(hertz / 1e3, 3)} kHz` : `${fixed(hertz, 3)} Hz`;
}
