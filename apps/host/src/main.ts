import { startHost } from '@scimwright/host';

await startHost({ connectors: async () => (await import('./connectors.ts')).connectors });
