import { availableParallelism } from 'node:os';
// From vitest itself only a type: this file is read in a bare clone too, where vitest cannot be imported.
import type { ViteUserConfig } from 'vitest/config';
import { requireInstall } from './tooling/vitest/require-install.ts';

requireInstall(import.meta.dirname);

// One run for the whole house, on sources: the condition below is the first entry of every package's
// `exports`, so no package needs to be built before its dependents are tested.
const conditions = ['@scimwright/source', 'node'];

export default {
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['{packages,connectors,apps}/*/src/**/*.test.ts', 'tooling/**/*.test.{ts,mjs}'],
    // One PostgreSQL server for the run: what is stored is proven on both databases.
    globalSetup: ['packages/test-databases/src/run-postgres.ts'],
    reporters: ['default', './tooling/vitest/closing-line-reporter.mjs'],
    // Nothing here has state in modules, so files that share a worker share what it has loaded, which takes longer than
    // most of them. A test that leaves something behind on `process` disturbs the next one: it is mended, not isolated.
    isolate: false,
    // Much of it waits for processes and for the disk: with a worker for each core, a fifth of the cores is idle.
    maxWorkers: availableParallelism() + 1,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // What `--changed` cannot see in the graph of imports.
    experimental: { vcsProvider: './tooling/vitest/changed-files.mjs' },
    forceRerunTriggers: ['**/package.json', '**/vitest.config.ts', '**/pnpm-lock.yaml', '**/run-postgres.ts'],
  },
} satisfies ViteUserConfig;
