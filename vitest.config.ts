import { defineConfig } from 'vitest/config';

// One run for the whole house, on sources: the condition below is the first entry of every package's
// `exports`, so no package needs to be built before its dependents are tested.
const conditions = ['@scimwright/source', 'node', 'import', 'default'];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['{packages,connectors,apps}/*/src/**/*.test.ts', 'tooling/**/*.test.{ts,mjs}'],
    reporters: ['default', './tooling/vitest/closing-line-reporter.mjs'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
