import { describeFaults } from '@scimwright/connector-kit';
import type { StoredToken, Tenant } from '@scimwright/store';
import type { TenantHealth } from './tenant-health.ts';

const DAY_MS = 86_400_000;

/** Entra asks every 20 to 40 minutes, and once a day when it has put provisioning into quarantine. */
const SILENCE_MS = DAY_MS;

/** That long before a token stops working, somebody should make the next one. */
const NOTICE_MS = 14 * DAY_MS;

/** So many wrong settings are named. */
const MOST_FAULTS = 10;

/** What is known of a tenant. */
interface Known {
  readonly tenant: Pick<Tenant, 'connector' | 'name'>;
  readonly state: Omit<TenantHealth, 'warnings'>;
  /** Why its tokens open nothing, if so. */
  readonly refusal: string | undefined;
  readonly live: readonly StoredToken[];
  readonly now: Date;
}

const checks: readonly ((known: Known) => string | undefined)[] = [
  ({ refusal }) => refusal,
  unreadableSettings,
  ({ live }) =>
    live.length === 0 ? 'No token works: every request is refused with 401. Make a token.' : undefined,
  expiring,
  ({ state, live }) =>
    state.lastRequest === undefined && live.length > 0
      ? 'No request has come with a valid token in the last 30 days. In Entra, press Test Connection: if it fails, Tenant URL and Secret Token are not of the same tenant.'
      : undefined,
  ({ state: { lastRequest }, now }) =>
    lastRequest !== undefined && now.getTime() - Date.parse(lastRequest) > SILENCE_MS
      ? `No request has come with a valid token since ${lastRequest}. Look in Entra whether provisioning is on, and whether Secret Token is the current one.`
      : undefined,
  ({ state: { last24Hours, lastFailure } }) =>
    last24Hours.requests > 0 && last24Hours.succeeded === 0
      ? `Every request of the last 24 hours failed. The last was answered ${lastFailure?.status ?? 'with an error'}: ${lastFailure?.detail ?? 'see the log.'}`
      : undefined,
  ({ state: { last24Hours } }) =>
    last24Hours.faults > 0
      ? `${count(last24Hours.faults, 'request')} of the last 24 hours met a fault of this host. Its process log has the reasons.`
      : undefined,
  ({ state: { leftOut } }) => {
    const [first, ...others] = leftOut;
    if (first === undefined) return undefined;
    const more = others.length === 0 ? '' : ` So were ${others.map(({ path }) => path).join(', ')}.`;
    return `${first.path} was left out when ${first.people === 1 ? 'a person was' : `${first.people} people were`} disabled, last ${first.last ?? 'somebody'} at ${first.at}: the disable was carried out, that change was not.${more} Correct the mapping in Entra; the log says why each was refused.`;
  },
  refusedTokens,
  ({ state: { last24Hours } }) =>
    last24Hours.throttled > 0
      ? `${count(last24Hours.throttled, 'request')} of the last 24 hours waited too long behind others of this tenant and got 429. If Entra sent them, run another host on the same database; if somebody else did, look at who has the token.`
      : undefined,
  unresolved,
  failing,
];

/**
 * What an administrator should look at, in sentences.
 *
 * @example
 * healthWarnings({ tenant, state, refusal: undefined, live: [], now: new Date() });
 */
export function healthWarnings(known: Known): readonly string[] {
  return checks.flatMap((check) => check(known) ?? []);
}

function unreadableSettings({ tenant: { connector, name }, state }: Known): string | undefined {
  const { settingFaults: faults } = state;
  if (faults.length === 0) return undefined;
  const wrong = describeFaults(faults.slice(0, MOST_FAULTS)).replaceAll('\n', '; ');
  const more = faults.length > MOST_FAULTS ? `; and ${faults.length - MOST_FAULTS} more` : '';
  return `The connector does not take the stored settings of this tenant: ${wrong}${more}. Where they decide, creating, enabling and changing people is answered 503; reading, disabling and deleting go on. To correct them: npx scimwright tenant set ${connector} ${name} --settings '<json>'`;
}

/** The token that is in use counts: a newer one that nobody has put into Entra yet does not help. */
function expiring({ live, now }: Known): string | undefined {
  const used = live.filter(({ lastUsed }) => lastUsed !== undefined);
  const inUse =
    used.toSorted((left, right) => (left.lastUsed ?? '').localeCompare(right.lastUsed ?? '')).at(-1) ??
    live.toSorted((left, right) => left.created.localeCompare(right.created)).at(-1);
  if (inUse?.expires === undefined) return undefined;
  const left = Date.parse(inUse.expires) - now.getTime();
  if (left > NOTICE_MS) return undefined;
  const days = Math.floor(left / DAY_MS);
  const when = days === 0 ? 'within a day' : `in ${count(days, 'day')}`;
  const next = live.some(({ created }) => created > inUse.created)
    ? 'Put the newer one into Secret Token.'
    : 'Make a new one and put it into Secret Token.';
  return `The token that is in use expires ${when}. ${next}`;
}

/** What an old token was told says nothing once another one works. */
function refusedTokens({
  state: { lastRefusedToken: last, lastSuccess, last24Hours },
  now,
}: Known): string | undefined {
  if (last === undefined || now.getTime() - Date.parse(last.at) > DAY_MS) return undefined;
  if (lastSuccess !== undefined && lastSuccess > last.at) return undefined;
  return `${count(last24Hours.refusedTokens, 'request')} of the last 24 hours came with a token that opens nothing. The last, at ${last.at}, was answered ${last.status}: ${last.detail ?? ''}`;
}

function unresolved({ tenant, state: { unresolved: of } }: Known): string | undefined {
  if (of.resources === 0) return undefined;
  const many = `${of.capped ? 'at least ' : ''}${count(of.resources, 'person or group', 'people or groups')}`;
  return `The latest attempt failed for ${many}. To list them: npx scimwright log ${tenant.connector} ${tenant.name} --unresolved`;
}

function failing({ tenant, state: { failingEvents, firstFailingEvent: first } }: Known): string | undefined {
  if (failingEvents === 0) return undefined;
  const told = `${count(failingEvents, 'event')} could not be delivered to the product and will be tried again.`;
  if (first === undefined) return told;
  const { type, resourceType, resourceId, attempts, error } = first;
  const said = error === undefined ? '' : `: ${error}`;
  return `${told} The first, ${type} of ${resourceType} ${resourceId}, failed ${count(attempts, 'time')}${said} To list them: npx scimwright events ${tenant.connector} ${tenant.name} --failing`;
}

function count(number: number, noun: string, plural = `${noun}s`): string {
  return `${number} ${number === 1 ? noun : plural}`;
}
