/** What is published as a package: the bundle and the native add-ons of every platform, so that nothing else has to be installed. */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { componentsOf, notices } from '../dist/components.mjs';
import { addonFile } from './addons.mjs';
import { bundle } from './bundle.mjs';
import { thin } from './formats/fat-mach-o.mjs';
import { targets } from './targets.mjs';

/**
 * @param {string} folder is made anew
 * @param {string} host platform and processor that we run on
 */
export async function makePackage(folder, host) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const { assets, sources } = await bundle({ target: host, folder });
  renameSync(path.join(folder, 'main.cjs'), path.join(folder, 'avrdude.cjs'));
  for (const name of Object.keys(assets).filter((one) => one.endsWith('.node'))) {
    rmSync(path.join(folder, name));
    for (const { id } of targets)
      for (const libc of id.startsWith('linux') ? ['glibc', 'musl'] : ['glibc']) {
        const file = addonFile(name, id, libc);
        if (file === undefined) continue;
        const place = path.join(folder, 'addons', libc === 'musl' ? `${id}-musl` : id);
        mkdirSync(place, { recursive: true });
        writeFileSync(path.join(place, name), thin(readFileSync(file), id));
      }
  }
  const addons = Object.keys(assets);
  writeFileSync(path.join(folder, 'NOTICES.txt'), notices(componentsOf({ sources, addons, target: host })));
}
