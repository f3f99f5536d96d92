import { describeFaults, type SettingFault } from '@scimwright/connector-kit';
import type { StoredLogEntry, StoredToken, Tenant } from '@scimwright/store';
import type { ShownFailingEvent } from './events.ts';
import type { LeftOutPath } from './left-out.ts';

const DAY_MS = 86_400_000;

/** Entra asks every 20 to 40 minutes, and once a day when it has put provisioning into quarantine. */
const SILENCE_MS = DAY_MS;

/** That long before a token stops working, somebody should make the next one. */
const NOTICE_MS = 14 * DAY_MS;

/** So many wrong settings are named. */
const MOST_FAULTS = 10;

/** How many requests of a time were answered how. */
export interface RequestCounts {
  readonly requests: number;
  readonly succeeded: number;
  /** Answered 400 to 499: the request was refused. */
  readonly refused: number;
  /** Answered 500 or more: the fault is here. */
  readonly faults: number;
  /** Of the refused ones, those whose token was revoked, has expired, or does not open the endpoint. */
  readonly refusedTokens: number;
  /** Of the refused ones, those whose turn did not come in time: they asked for more than the share of the tenant. */
  readonly throttled: number;
  /** Only the newest were counted, because there are so many. */
  readonly capped: boolean;
}

/** How a tenant is doing, as the warnings are drawn from it. */
export interface TenantState {
  readonly enabled: boolean;
  /** What is wrong with its settings, which an earlier version of the connector took; see `Connector.readSettings`. */
  readonly settingFaults: readonly SettingFault[];
  /** The newest with a token that lives. */
  readonly lastRequest: string | undefined;
  /** The newest that succeeded; undefined when none of the newest requests did. */
  readonly lastSuccess: string | undefined;
  readonly lastFailure: StoredLogEntry | undefined;
  /** The newest with a token of the tenant that opened nothing. */
  readonly lastRefusedToken: StoredLogEntry | undefined;
  readonly last24Hours: RequestCounts;
  /** People, groups and other resources whose latest write failed; see `ProvisioningLog.unresolved`. */
  readonly unresolved: {
    readonly resources: number;
    /** Only the newest failures were looked at, because there are so many. */
    readonly capped: boolean;
  };
  /** Those with which Entra can provision; what names a user, or has another scope, is not counted. */
  readonly liveTokens: number;
  /** When the first of the tokens that work stops working; undefined when none does. */
  readonly nextExpiry: string | undefined;
  readonly users: number;
  /** Undefined when the product has no groups. */
  readonly groups: number | undefined;
  /** Events that the vendor's product has not taken yet, and those of them that it failed to take. */
  readonly pendingEvents: number;
  /** When the oldest of them was stored. */
  readonly oldestPendingEvent: string | undefined;
  /** When a host with a handler for events was last there: every hour while one is; undefined when none ever was. */
  readonly lastListener: string | undefined;
  readonly failingEvents: number;
  /** The first of those, with what the product said. */
  readonly firstFailingEvent: ShownFailingEvent | undefined;
  /** What was left out when people were disabled, and is still not as Entra sent it. */
  readonly leftOut: readonly LeftOutPath[];
}

/** What is known of a tenant. */
interface Known {
  readonly tenant: Pick<Tenant, 'connector' | 'name'>;
  readonly state: TenantState;
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
  untaken,
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

/** Where nobody ever listened, nothing is missing. */
function untaken({
  state: { pendingEvents, oldestPendingEvent: oldest, lastListener },
  now,
}: Known): string | undefined {
  const isOld = (time: string | undefined): boolean =>
    time !== undefined && now.getTime() - Date.parse(time) > DAY_MS;
  if (lastListener === undefined || !isOld(oldest)) return undefined;
  const wait = `${count(pendingEvents, 'event')} ${pendingEvents === 1 ? 'waits' : 'wait'} for the product`;
  return isOld(lastListener)
    ? `${wait}, the oldest since ${oldest}, and no host has had a handler for events since ${lastListener}. They are deleted EVENT_DAYS after that, unless one has.`
    : `${wait}, the oldest since ${oldest}. They stay until it has taken them.`;
}

function count(number: number, noun: string, plural = `${noun}s`): string {
  return `${number} ${number === 1 ? noun : plural}`;
}
