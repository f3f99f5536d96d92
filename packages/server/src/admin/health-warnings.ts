import { describeFaults } from '@scimwright/connector-kit/internal';
import type { StoredToken, Tenant } from '@scimwright/store';
import { z } from 'zod';
import { failingEvent } from './events.ts';
import { count, texts, time } from './fields.ts';
import { logEntry } from './find-log.ts';
import { counted, DAY_MS } from './spoken-time.ts';

/** Entra asks every 20 to 40 minutes, and once a day when it has put provisioning into quarantine. */
const SILENCE_MS = DAY_MS;

/** How long before a token expires the health warns of it. */
const NOTICE_MS = 14 * DAY_MS;

/** How many wrong settings are named. */
const MAX_FAULTS = 10;

/** A path that was left out when people were disabled. */
export const leftOutPath = z.strictObject({
  path: z.string(),
  people: count.describe('How many people it concerns.'),
  last: z.string().optional().describe('The last of them, as the log calls them.'),
  at: time,
});

/** Whether provisioning works for a tenant. Requests without a token of the tenant are not counted, because their tenant is unknown. */
export const shownHealth = z.strictObject({
  enabled: z.boolean(),
  settingFaults: z
    .array(
      z.strictObject({
        setting: z.string().describe('Where it stands; empty for the settings as a whole.'),
        problem: z.string(),
      }),
    )
    .readonly()
    .describe('What the connector refuses of the stored settings.'),
  lastRequest: time.optional().describe('The newest with a token that lives.'),
  lastSuccess: time.optional(),
  lastFailure: logEntry.optional(),
  lastRefusedToken: logEntry
    .optional()
    .describe('The newest with a token of the tenant that opened nothing.'),
  last24Hours: z.strictObject({
    requests: count,
    succeeded: count,
    refused: count.describe('Answered 400 to 499.'),
    faults: count.describe('Answered 500 or more.'),
    refusedTokens: count.describe(
      'Of the refused ones, those whose token was revoked, has expired, or does not open the endpoint.',
    ),
    throttled: count.describe(
      'Of the refused ones, those whose turn did not come in time: they asked for more than the share of the tenant.',
    ),
    capped: z.boolean().describe('Whether there were more; only the newest were counted.'),
  }),
  unresolved: z.strictObject({
    resources: count.describe('People, groups and others whose latest write failed.'),
    capped: z.boolean().describe('Whether there were more failures; only the newest were examined.'),
  }),
  liveTokens: count,
  nextExpiry: time.optional().describe('When the first of the live tokens stops working.'),
  users: count,
  groups: count.optional().describe('Absent when the product has no groups.'),
  pendingEvents: count,
  oldestPendingEvent: time.optional().describe('When the oldest of them was stored.'),
  lastListener: time
    .optional()
    .describe('When a host with a handler for events last ran. Absent when none ever did.'),
  failingEvents: count,
  firstFailingEvent: failingEvent.optional(),
  leftOut: z
    .array(leftOutPath)
    .readonly()
    .describe('What was left out when people were disabled, until a later write sets it.'),
  warnings: texts.describe('What you should look at, in sentences; empty when all is well.'),
});

/** Whether provisioning works for a tenant, and what to look at. */
export type TenantHealth = z.infer<typeof shownHealth>;

/** How a tenant is doing: what the warnings are derived from. */
export type TenantState = Omit<TenantHealth, 'warnings'>;

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
      ? `${counted(last24Hours.faults, 'request')} of the last 24 hours met a fault of this host. Its process log has the reasons.`
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
      ? `${counted(last24Hours.throttled, 'request')} of the last 24 hours waited too long behind others of this tenant and got 429. If Entra sent them, run another host on the same database; if somebody else did, look at who has the token.`
      : undefined,
  unresolved,
  failing,
  untaken,
];

/** What an administrator should look at, in sentences. */
export function healthWarnings(known: Known): readonly string[] {
  return checks.flatMap((check) => check(known) ?? []);
}

function unreadableSettings({ tenant: { connector, name }, state }: Known): string | undefined {
  const { settingFaults: faults } = state;
  if (faults.length === 0) return undefined;
  const wrong = describeFaults(faults.slice(0, MAX_FAULTS)).replaceAll('\n', '; ');
  const more = faults.length > MAX_FAULTS ? `; and ${faults.length - MAX_FAULTS} more` : '';
  return `The connector does not take the stored settings of this tenant: ${wrong}${more}. Where they decide, creating, enabling and changing people is answered 503; reading, disabling and deleting go on. To correct them: npx scimwright tenant set ${connector} ${name} --settings '<json>'`;
}

/** The token in use counts: a newer one that is not in Entra yet does not help. */
function expiring({ live, now }: Known): string | undefined {
  const used = live.filter(({ lastUsed }) => lastUsed !== undefined);
  const inUse =
    used.toSorted((left, right) => (left.lastUsed ?? '').localeCompare(right.lastUsed ?? '')).at(-1) ??
    live.toSorted((left, right) => left.created.localeCompare(right.created)).at(-1);
  if (inUse?.expires === undefined) return undefined;
  const left = Date.parse(inUse.expires) - now.getTime();
  if (left > NOTICE_MS) return undefined;
  const days = Math.floor(left / DAY_MS);
  const when = days === 0 ? 'within a day' : `in ${counted(days, 'day')}`;
  const next = live.some(({ created }) => created > inUse.created)
    ? 'Put the newer one into Secret Token.'
    : 'Make a new one and put it into Secret Token.';
  return `The token that is in use expires ${when}. ${next}`;
}

/** The refusal of an old token says nothing once another token works. */
function refusedTokens({
  state: { lastRefusedToken: last, lastSuccess, last24Hours },
  now,
}: Known): string | undefined {
  if (last === undefined || now.getTime() - Date.parse(last.at) > DAY_MS) return undefined;
  if (lastSuccess !== undefined && lastSuccess > last.at) return undefined;
  return `${counted(last24Hours.refusedTokens, 'request')} of the last 24 hours came with a token that opens nothing. The last, at ${last.at}, was answered ${last.status}: ${last.detail ?? ''}`;
}

function unresolved({ tenant, state: { unresolved: of } }: Known): string | undefined {
  if (of.resources === 0) return undefined;
  const many = `${of.capped ? 'at least ' : ''}${counted(of.resources, 'person or group', 'people or groups')}`;
  return `The latest attempt failed for ${many}. To list them: npx scimwright log ${tenant.connector} ${tenant.name} --unresolved`;
}

function failing({ tenant, state: { failingEvents, firstFailingEvent: first } }: Known): string | undefined {
  if (failingEvents === 0) return undefined;
  const told = `${counted(failingEvents, 'event')} could not be delivered to the product and will be tried again.`;
  if (first === undefined) return told;
  const { type, resourceType, resourceId, attempts, error } = first;
  const said = error === undefined ? '' : `: ${error}`;
  return `${told} The first, ${type} of ${resourceType} ${resourceId}, failed ${counted(attempts, 'time')}${said} To list them: npx scimwright events ${tenant.connector} ${tenant.name} --failing`;
}

/** If no host ever had a handler, no delivery is missing. */
function untaken({
  state: { pendingEvents, oldestPendingEvent: oldest, lastListener },
  now,
}: Known): string | undefined {
  const isOld = (time: string | undefined): boolean =>
    time !== undefined && now.getTime() - Date.parse(time) > DAY_MS;
  if (lastListener === undefined || !isOld(oldest)) return undefined;
  const wait = `${counted(pendingEvents, 'event')} ${pendingEvents === 1 ? 'waits' : 'wait'} for the product`;
  return isOld(lastListener)
    ? `${wait}, the oldest since ${oldest}, and no host has had a handler for events since ${lastListener}. They are deleted EVENT_DAYS after that, unless one has.`
    : `${wait}, the oldest since ${oldest}. They stay until it has taken them.`;
}
