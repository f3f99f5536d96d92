export {
  loadTranscripts,
  transcript,
  type Exchange,
  type Transcript,
  type TranscriptFile,
} from '@scimwright/conformance';
export type { ConnectorFacts, EntraTable, Rejection, TableRow } from './connector/connector-facts.ts';
export { describeConnector, describeServedConnector } from './describe-connector.ts';
export { ownSchemasConnector } from './own-schemas/own-schemas-connector.ts';
export { serveConnector, type ServeConnector, type ServedConnector } from './serve/serve-connector.ts';
