import { failures, type FailureCode } from '../failure/failures.ts';
import { failureOf, unreadable, type Failed } from '../failure/failure-of.ts';
import type { ObjectMapping } from '../mapping/mapping.ts';
import { readList } from '../wire/read-answer.ts';
import { matchRequest } from '../wire/requests.ts';
import type { Exchange } from './exchange.ts';
import type { Job } from './job.ts';

/** How Test Connection ended. */
export interface ConnectionTest {
  readonly isAuthorized: boolean;
  /** What the portal shows. */
  readonly message: string;
  readonly failed: Failed | undefined;
  readonly exchanges: readonly Exchange[];
}

const AUTHORIZED = 'The supplied credentials are authorized to enable provisioning';
const INVALID =
  'You appear to have entered invalid credentials. Please confirm you are using the correct information for an administrative account.';
const NOT_FOUND =
  'An HTTP/404 Not Found response was returned rather than the expected HTTP/200 OK response. To address this issue, ensure that the tenant URL is correct.';

const messages: Partial<Readonly<Record<FailureCode, string>>> = {
  SystemForCrossDomainIdentityManagementInvalidCredentials: INVALID,
  InsufficientRights: INVALID,
  SystemForCrossDomainIdentityManagementBadResponse: NOT_FOUND,
};

/**
 * What Entra's button Test Connection does: it asks for a user with a random matching value, and expects 200 and an empty list.
 *
 * @see https://learn.microsoft.com/entra/identity/app-provisioning/use-scim-to-provision-users-and-groups
 *
 * @example
 * const job = {
 *   directory: createDirectory({ defaultDomain: 'fjordline.example', appRoles: [] }),
 *   mapping: defaultMapping(),
 *   settings: defaultSettings,
 *   knobs: entraKnobs,
 *   send: httpSend({ base: 'https://scim.example/contoso', secretToken: 'scimw_…' }),
 *   context: { now: () => Date.now(), random: () => Math.random(), guid: () => crypto.randomUUID() },
 * };
 * const { message } = await testConnection(job); // 'The supplied credentials are authorized to enable provisioning'
 */
export async function testConnection({
  mapping,
  settings,
  knobs,
  send,
  context,
}: Job): Promise<ConnectionTest> {
  const { users, groups } = mapping;
  const probed = [users, ...(settings.probesGroups && groups !== undefined ? [groups] : [])];
  const exchanges: Exchange[] = [];
  for (const each of probed) {
    const target = matchingTarget(each);
    if (target === undefined) continue;
    const request = matchRequest(each.source, target, context.guid(), knobs);
    const answer = await send(request);
    exchanges.push({ request, answer });
    const failed = failureOf(answer, 'collection') ?? notEmpty(answer.kind === 'answered' ? answer.body : '');
    if (failed === undefined) continue;
    const message = messages[failed.code] ?? failures[failed.code].meaning;
    return { isAuthorized: false, message, failed, exchanges };
  }
  return { isAuthorized: true, message: AUTHORIZED, failed: undefined, exchanges };
}

function matchingTarget({ attributes }: ObjectMapping) {
  const matching = attributes.filter((each) => each.matching !== undefined);
  return matching.toSorted((a, b) => (a.matching ?? 0) - (b.matching ?? 0))[0]?.target;
}

function notEmpty(body: string): Failed | undefined {
  const list = readList(body);
  if (list.kind === 'incompatible') return unreadable(list.why);
  return list.content.length === 0
    ? undefined
    : unreadable(
        `The answer has ${list.content.length} objects for a value that nobody has: the filter is not applied.`,
      );
}
