import { bic } from '@scimwright/connector-bic';

/** The connectors that this host serves: one line for each. */
export const connectors = [bic];
