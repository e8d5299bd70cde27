import { defineMessage, type Words } from '../../output/words.ts';

/** What avrdude says of `-x` parameters. */

/** A type's own wordings, with `%s` for the parameter. */
export interface OwnUnknown {
  readonly '6.4': string;
  readonly '7.1': string;
  readonly '8.2'?: string;
}

/** Types whose function has another name than the usual one. */
const spelledOut = ['dryrun', 'linuxspi', 'micronucleus', 'pickit2', 'serprog', 'teensy'];

/** Where avrdude reads a type's parameters. */
function placeOf(type: string): string {
  const name = `${type}_${spelledOut.includes(type) ? 'parseextparams' : 'parseextparms'}`;
  return `${name}() ${type.replace(/_.*/, '')}.c`;
}

/** `own` is a type's own wording, with `%s` for the parameter. */
export const unknown = defineMessage<{
  type: string;
  text: string;
  own?: OwnUnknown;
}>('extended/unknown', {
  '6.4': (p) =>
    p.own
      ? { level: 'info', text: `${p.own['6.4'].replace('%s', p.text)}\n` }
      : {
          level: 'info',
          lead: 'program',
          text: `${p.type}_parseextparms(): invalid extended parameter '${p.text}'\n`,
        },
  '7.1': (p) => ({
    level: 'error',
    lead: 'program',
    text: p.own ? `${p.own['7.1'].replace('%s', p.text)}\n` : `invalid extended parameter '${p.text}'\n`,
    where: placeOf(p.type),
  }),
  '8.2': (p) => ({
    level: 'error',
    lead: 'program',
    text: p.own?.['8.2']
      ? `${p.own['8.2'].replace('%s', p.text)}\n`
      : `invalid extended parameter -x ${p.text}\n`,
    where: placeOf(p.type),
  }),
});

interface Help {
  readonly id: string;
  readonly lines: readonly string[];
}

function list(p: Help): readonly Words[] {
  return [`avrdude -c ${p.id} extended options:`, ...p.lines].map((line) => ({
    level: 'error' as const,
    text: `${line}\n`,
  }));
}

/** The answer to `-x help`, in 8.2's form under every release. */
export const help = defineMessage<Help>('extended/help', { '6.4': list });

/** 8.2 shows the list behind a complaint, too. */
export const helpAfterUnknown = defineMessage<Help>('extended/help-after-unknown', { '8.2': list });
