import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeStore } from '@scimwright/testing';
import { openStore } from './open-store.ts';

describeStore('the store on SQLite', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'scimwright-store-'));
  const store = await openStore({ url: `sqlite:${join(folder, 'store.sqlite')}` });
  return {
    store,
    close: async () => {
      await store.close();
      await rm(folder, { recursive: true });
    },
  };
});
