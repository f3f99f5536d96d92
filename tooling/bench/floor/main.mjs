// @ts-check
// The least server of our stack that a client like Entra can work with: node floor/main.mjs <store> <database> <token>.
// What it takes for a request is what Node, Koa, the driver and the disk take.
import { answerFrom } from './answer.mjs';
import { groupCommitStore } from './group-commit-store.mjs';
import { postgresStore } from './postgres-store.mjs';
import { serve } from './serve.mjs';
import { singleWritesStore } from './single-writes-store.mjs';
/** @import { FloorStore } from './store.mjs' */

/** @type {Record<string, (database: string) => Promise<FloorStore>>} */
const stores = {
  'group-commit': groupCommitStore,
  'single-writes': singleWritesStore,
  postgres: postgresStore,
};

const [kind = '', database = '', token = ''] = process.argv.slice(2);
const open = stores[kind];
if (open === undefined) throw new Error(`There is no store ${kind}.`);
const store = await open(database);
const { origin, close } = await serve(answerFrom(store), token);
process.once('SIGTERM', async () => {
  await close();
  await store.close();
});
console.log(`ready at ${origin}`);
