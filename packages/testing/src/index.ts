export type { ConnectorFacts, EntraTable, Rejection, TableRow } from './connector/connector-facts.ts';
export { describeConnector, describeServedConnector } from './describe-connector.ts';
export { describeStore, type OpenedStore } from './describe-store.ts';
export { serveConnector, type ServeConnector, type ServedConnector } from './serve/serve-connector.ts';
export { loadTranscripts, type TranscriptFile } from './transcript/load-transcripts.ts';
export { transcript, type Exchange, type Transcript } from './transcript/transcript.ts';
