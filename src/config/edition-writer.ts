import { hexText } from '../model/bytes.ts';
import { type Definitions, lastValues } from './definitions.ts';
import type { EditionTable, StoredEditionPart } from './edition-table.ts';
import { partKnownAs } from './old-ids.ts';
import type { StoredSetting } from './stored-text.ts';
import type { Block, Setting } from './syntax.ts';

/**
 * Packs a release's edition into the form that `openEdition` opens. Used by the build.
 * @param definitions what `conf/` defines
 * @param blocks those of the edition's file; a block's parent is an earlier block of the same file
 * @throws if a block has no id or a parent that does not stand before it
 */
export function writeEdition(
  definitions: Definitions,
  blocks: readonly Block[],
  store: (settings: readonly Setting[]) => readonly StoredSetting[],
): EditionTable {
  const offsets = new Map<string, number>();
  let records = '';
  const lines = { parts: '', strangers: '', signatures: '', programmers: '' };
  for (const block of blocks) {
    const id = textOf(block, 'id');
    if (block.kind === 'programmer') {
      lines.programmers += `${id.toLowerCase()}\t${textOf(block, 'desc')}\n`;
      continue;
    }
    const like = block.parentId === undefined ? -1 : offsets.get(block.parentId);
    if (like === undefined) throw new Error(`${id}: no ${block.parentId} before it in its edition`);
    const base = partKnownAs(definitions, id);
    const at = records.length;
    offsets.set(id, at);
    const entry: StoredEditionPart = [id, base?.id ?? '', like, store(block.settings.filter(isNoId))];
    records += `${JSON.stringify(entry)}\n`;
    if (base) lines.parts += `${at}\t${base.id}\t\n`.toLowerCase();
    else lines.strangers += `${at}\t${id}\t${textOf(block, 'desc')}\t\n`.toLowerCase();
    const signature = lastValues(block.settings, 'signature') ?? (base ? undefined : [0xff, 0xff, 0xff]);
    if (signature) lines.signatures += `${hexText(Uint8Array.from(signature, Number))} ${at};`;
  }
  return { ...lines, records };
}

function textOf(block: Block, name: 'id' | 'desc'): string {
  const value = lastValues(block.settings, name)?.[0];
  if (typeof value !== 'string') throw new Error(`line ${block.line}: a block of an edition has no ${name}`);
  return value;
}

function isNoId(setting: Setting): boolean {
  return setting.kind !== 'value' || setting.name !== 'id';
}
