import { engines } from '@scimwright/test-databases';
import { describeStore } from '@scimwright/store-contract';
import { openStore } from './open-store.ts';

for (const { name, open } of engines) {
  describeStore(`the store on ${name}`, async () => {
    const database = await open();
    const store = await openStore(database);
    return {
      store,
      close: async () => {
        await store.close();
        await database.close();
      },
    };
  });
}
