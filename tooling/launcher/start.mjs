// @ts-check
// `npm start`: from a fresh clone to a running host. package.json calls it by `exec`, because a shell between npm and
// this process would receive npm's SIGTERM, die, and leave this process running. This process becomes the host, because
// another one would take a tenth of a second to start.
import module from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../workspace/root.mjs';
import { hostProgram } from './host-program.mjs';
import { prepare } from './prepare.mjs';
import { passedOn, runMain } from './run-program.mjs';
import { stateFolder } from './steps.mjs';

await runMain(async () => {
  await prepare(root);
  const [main, ...args] = hostProgram(passedOn(process.argv)).args;
  const program = join(root, main);
  process.chdir(root);
  process.argv = [process.execPath, program, ...args];
  if ('enableCompileCache' in module && typeof module.enableCompileCache === 'function') {
    module.enableCompileCache(join(stateFolder(root), 'compiled'));
  } else {
    // Node 20 keeps nothing that it compiles. It loads a tenth faster by require, which waits for no thread, than by import.
    const require = module.createRequire(join(root, 'packages/host/package.json'));
    for (const name of ['server', 'store-knex']) require(`@scimwright/${name}`);
  }
  await import(pathToFileURL(program).href);
});
