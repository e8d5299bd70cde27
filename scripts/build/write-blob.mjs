// Writes what Node finds inside a single executable application: what `node --experimental-sea-config` does, for any processor.
// usage: write-blob.mjs CONFIG, whose fields are Node's own and `layout` (`word` and `assets` of a target)
import { readFileSync, writeFileSync } from 'node:fs';
import { seaBlob } from './formats/sea-blob.mjs';

const config = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const assets = Object.entries(config.assets ?? {}).map(([name, file]) => [name, readFileSync(file)]);
const { execArgv: options, layout } = config;
writeFileSync(config.output, seaBlob({ script: readFileSync(config.main), assets, options, layout }));
