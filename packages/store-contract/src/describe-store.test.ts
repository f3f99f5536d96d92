import { memoryStore } from '@scimwright/store';
import { describeStore } from './describe-store.ts';

describeStore('the store in memory', async () => {
  const store = memoryStore();
  return { store, close: () => store.close() };
});
