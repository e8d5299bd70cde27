// Runs scripts/conf/import.ts; see there.
import { fileURLToPath } from 'node:url';

process.argv.splice(2, 0, fileURLToPath(new URL('conf/import.ts', import.meta.url)));
await import('./run-ts.mjs');
