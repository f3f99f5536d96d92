import { readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { engines, openSession, type TestDatabase } from '@scimwright/test-databases';

/** A tenant of an earlier database, with its URL and token. */
export interface EarlierTenant {
  readonly connector: string;
  /** Relative to the address of a host. */
  readonly path: string;
  readonly secretToken: string;
}

interface Noted {
  readonly connector: string;
  readonly tenantUrl: string;
  readonly secretToken: string;
}

const read = (file: string): Buffer => readFileSync(new URL(file, import.meta.url));

function tenantsOf(file: string): readonly EarlierTenant[] {
  // The file is in this folder and has this form.
  const noted = JSON.parse(read(file).toString()) as readonly Noted[];
  return noted.map(({ connector, tenantUrl, secretToken }) => ({
    connector,
    path: new URL(tenantUrl).pathname,
    secretToken,
  }));
}

/** The databases of commit b289272 after a few hundred requests to a tenant of each connector, one for each engine. */
export const earlier = engines.map((engine) => ({
  name: engine.name,
  tenants: tenantsOf(`b289272.${engine.name === 'SQLite' ? 'sqlite' : 'postgres'}.tokens.json`),
  async open(): Promise<TestDatabase> {
    const database = await engine.open();
    if (engine.name === 'SQLite') {
      writeFileSync(database.url.slice('sqlite:'.length), gunzipSync(read('b289272.sqlite.gz')));
      return database;
    }
    const session = await openSession(database.url);
    await session.run(gunzipSync(read('b289272.postgres.sql.gz')).toString());
    await session.close();
    return database;
  },
}));
