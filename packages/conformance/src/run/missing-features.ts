import { isObject, type Json } from '@scimwright/core';
import { SERVICE_PROVIDER_CONFIG } from '@scimwright/core/schema';
import type { TenantCredentials } from '../conformance-target.ts';
import { areas } from '../requirements.ts';
import type { RuleId } from '../rule.ts';
import { at } from '../tenant/answer.ts';
import { send } from '../tenant/send.ts';

/** An optional feature, by its name in ServiceProviderConfig. */
export type Feature = 'filter' | 'sort' | 'cursor' | 'patch' | 'bulk' | 'etag';

/** Each optional feature with the area of its requirements, and a test for a server that does not advertise it. */
const FEATURES: readonly {
  readonly feature: Feature;
  readonly area: string;
  readonly isMissing: (config: Json) => boolean;
}[] = [
  { feature: 'filter', area: 'H', isMissing: (config) => at(config, 'filter', 'supported') === false },
  { feature: 'sort', area: 'I', isMissing: (config) => at(config, 'sort', 'supported') === false },
  // RFC 9865, section 4: a service without the attribute has no cursors.
  { feature: 'cursor', area: 'K', isMissing: (config) => at(config, 'pagination', 'cursor') !== true },
  { feature: 'patch', area: 'O', isMissing: (config) => at(config, 'patch', 'supported') === false },
  { feature: 'bulk', area: 'Q', isMissing: (config) => at(config, 'bulk', 'supported') === false },
  { feature: 'etag', area: 'T', isMissing: (config) => at(config, 'etag', 'supported') === false },
];

/** Maps each rule of an optional feature that the server does not advertise to that feature. */
export async function missingFeatures(
  credentials: TenantCredentials,
  timeoutMs?: number,
): Promise<ReadonlyMap<RuleId, Feature>> {
  const request = { method: 'GET', path: '/ServiceProviderConfig' };
  const config = (await send(credentials, request, timeoutMs).catch(() => undefined))?.body;
  const schemas = at(config, 'schemas');
  // Any other answer says nothing about features.
  if (!isObject(config) || !Array.isArray(schemas) || !schemas.includes(SERVICE_PROVIDER_CONFIG))
    return new Map();
  return new Map(
    FEATURES.filter(({ isMissing }) => isMissing(config)).flatMap(({ feature, area }) => {
      const { requirements = [] } = areas.find(({ id }) => id === area) ?? {};
      return requirements.map(([id]): [RuleId, Feature] => [id, feature]);
    }),
  );
}
