// The package that a connector is served with; a connector itself imports the kit alone.
export { startHost } from '../../../packages/host/src/index.ts';
