import { bic } from '@scimwright/connector-bic';
import { infobric } from '@scimwright/connector-infobric';
import { iris } from '@scimwright/connector-iris';
import { promapp } from '@scimwright/connector-promapp';
import { template } from '@scimwright/connector-template';
import { tribeloo } from '@scimwright/connector-tribeloo';

/** The connectors that this host serves: one line for each. */
export const connectors = [infobric, tribeloo, iris, bic, promapp, template];
