/** What is inside a build, for programs that look for known holes: CycloneDX 1.5 (ECMA-424). */
import { createHash } from 'node:crypto';
import { sourceTime } from './archive.mjs';

/**
 * @param {{ version: string, license: string, description: string }} product from package.json
 * @param {string} target platform and processor
 * @param {readonly import('./components.mjs').Component[]} components
 * @returns {string} the same text for the same contents
 */
export function billOfMaterials(product, target, components) {
  const body = {
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    version: 1,
    metadata: {
      timestamp: new Date(sourceTime() * 1000).toISOString(),
      component: {
        type: 'application',
        'bom-ref': 'avrdude',
        name: 'avrdude',
        version: product.version,
        description: product.description,
        licenses: [{ license: { id: product.license } }],
        properties: [{ name: 'target', value: target }],
      },
    },
    components: components.map(({ name, version, license, purl, integrity }) => ({
      type: 'library',
      'bom-ref': purl ?? `${name}@${version}`,
      name,
      version,
      licenses: [{ expression: license }],
      ...(purl ? { purl } : {}),
      ...(integrity ? { hashes: [{ alg: 'SHA-512', content: hex(integrity) }] } : {}),
    })),
    dependencies: [
      {
        ref: 'avrdude',
        dependsOn: components.map(({ name, version, purl }) => purl ?? `${name}@${version}`),
      },
    ],
  };
  const serial = createHash('sha256').update(JSON.stringify(body)).digest('hex');
  const uuid = [
    serial.slice(0, 8),
    serial.slice(8, 12),
    `5${serial.slice(13, 16)}`,
    `8${serial.slice(17, 20)}`,
    serial.slice(20, 32),
  ].join('-');
  return `${JSON.stringify({ ...body, serialNumber: `urn:uuid:${uuid}` }, undefined, 2)}\n`;
}

function hex(integrity) {
  return Buffer.from(integrity.replace(/^sha512-/, ''), 'base64').toString('hex');
}
