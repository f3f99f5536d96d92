import { isObject, type Json } from '@scimwright/core';
import { SERVICE_PROVIDER_CONFIG } from '@scimwright/core/schema';
import type { TenantCredentials } from '../conformance-target.ts';
import { areas } from '../requirements.ts';
import type { RuleId } from '../rule.ts';
import { at } from '../tenant/answer.ts';
import { send } from '../tenant/send.ts';

/** An optional feature, by its name in ServiceProviderConfig. */
export type Feature = 'filter' | 'sort' | 'cursor' | 'patch' | 'bulk' | 'etag';

/** The area of the requirements that hold once a feature is advertised, and how it is told that it is not. */
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

/** By each rule of an optional feature that a server says it does not have, that feature. */
export async function missingFeatures(
  credentials: TenantCredentials,
  timeoutMs?: number,
): Promise<ReadonlyMap<RuleId, Feature>> {
  const request = { method: 'GET', path: '/ServiceProviderConfig' };
  const config = (await send(credentials, request, timeoutMs).catch(() => undefined))?.body;
  const schemas = at(config, 'schemas');
  // Whatever else was answered says nothing about features.
  if (!isObject(config) || !Array.isArray(schemas) || !schemas.includes(SERVICE_PROVIDER_CONFIG))
    return new Map();
  return new Map(
    FEATURES.filter(({ isMissing }) => isMissing(config)).flatMap(({ feature, area }) => {
      const { requirements = [] } = areas.find(({ id }) => id === area) ?? {};
      return requirements.map(([id]): [RuleId, Feature] => [id, feature]);
    }),
  );
}
