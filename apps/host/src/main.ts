import { startHost } from '@scimwright/host';
import { connectors } from './connectors.ts';

await startHost({ connectors });
