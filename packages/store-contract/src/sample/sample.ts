import { openParseContext, type Resource, type ResourceType } from '@scimwright/core';
import { bindFilter, parseFilter, type BoundFilter } from '@scimwright/core/filter';
import { parseSort, type Sort, indexEntries } from '@scimwright/core/resource';
import { emptyDelta, type MemberDelta } from '@scimwright/core/patch';
import { attribute, defaultGroupMapping, defaultUserMapping, defineProfile } from '@scimwright/core/profile';
import { ENTERPRISE_USER, enterpriseUserSchema, groupSchema, userSchema } from '@scimwright/core/schema';
import type { Change, EventDraft, LogEntry } from '@scimwright/store';

/** The time of the sample changes, unless a test gives another. */
export const AT = '2026-01-31T12:00:00.000Z';

/** A later moment. */
export const LATER = '2026-01-31T12:00:01.000Z';

/** The users of the contract: found by name, display name, work mail, external id and manager. */
export const userType: ResourceType = defineProfile({
  name: 'User',
  endpoint: '/Users',
  schema: userSchema,
  extensions: [enterpriseUserSchema],
  rows: [
    attribute('userName', 'string', { required: true, filterable: true }),
    attribute('displayName', 'string', { filterable: true }),
    attribute('emails[type eq "work"].value', 'string', { filterable: true }),
    attribute(`${ENTERPRISE_USER}:manager`, 'reference'),
  ],
  sources: defaultUserMapping,
  matchedBy: 'userName',
}).type;

/** The groups of the contract: found by their unique name, external id and member. */
export const groupType: ResourceType = defineProfile({
  name: 'Group',
  endpoint: '/Groups',
  schema: groupSchema,
  extensions: [],
  rows: [
    attribute('displayName', 'string', { required: true, filterable: true }),
    attribute('externalId', 'string'),
    attribute('members', 'reference'),
  ],
  sources: defaultGroupMapping,
  matchedBy: 'displayName',
  unique: ['displayName'],
  membership: 'members',
}).type;

const typeNamed = (name: string): ResourceType => (name === groupType.name ? groupType : userType);

/** A filter from its text in a request. */
export function where(text: string, type: ResourceType): BoundFilter {
  const context = openParseContext();
  return bindFilter(parseFilter(text, context), type, context);
}

/** A filter over the members of a group, from its text in a value path. */
export function membersWhere(text: string): BoundFilter {
  const filter = where(`members[${text}]`, groupType);
  if (filter.kind !== 'some') throw new TypeError('A value path is bound as one.');
  return filter.where;
}

/** A sort order from its text, such as `userName descending`. */
export function orderedBy(text: string, type: ResourceType): Sort | undefined {
  const [sortBy, sortOrder] = text.split(' ');
  return parseSort({ sortBy, sortOrder }, type, openParseContext());
}

/** The creation of a user. Its name is its id, unless the resource has another. */
export function createUser(id: string, resource: Resource = {}, at = AT): Change {
  const whole = { userName: id, ...resource };
  return {
    kind: 'create',
    type: 'User',
    id,
    at,
    body: JSON.stringify(whole),
    entries: indexEntries(whole, userType),
    members: [],
  };
}

/** The creation of a group with members. Its name is its id, unless the resource has another. */
export function createGroup(id: string, members: readonly string[] = [], resource: Resource = {}): Change {
  const whole = { displayName: id, ...resource };
  return {
    kind: 'create',
    type: 'Group',
    id,
    at: AT,
    body: JSON.stringify(whole),
    entries: indexEntries(whole, groupType),
    members,
  };
}

/** The options of an update. */
export interface UpdateOptions {
  readonly type?: string;
  /** 1 by default. */
  readonly expected?: number | 'any';
  readonly at?: string;
  readonly members?: Partial<MemberDelta>;
}

/** The update of a resource from one body to another. */
export function update(id: string, before: Resource, after: Resource, options: UpdateOptions = {}): Change {
  const { type = 'User', expected = 1, at = LATER, members = {} } = options;
  const [old, now] = [indexEntries(before, typeNamed(type)), indexEntries(after, typeNamed(type))];
  const without = (entries: typeof old, others: typeof old) =>
    entries.filter(({ path, key }) => !others.some((other) => other.path === path && other.key === key));
  return {
    kind: 'update',
    type,
    id,
    at,
    expected: expected === 'any' ? undefined : expected,
    body: JSON.stringify(after),
    entries: { add: without(now, old), drop: without(old, now) },
    members: { ...emptyDelta, ...members },
  };
}

/** A change of the members of a group. */
export function changeMembers(
  id: string,
  delta: Partial<MemberDelta>,
  { expected, at = LATER }: { readonly expected?: number; readonly at?: string } = {},
): Change {
  return { kind: 'members', type: 'Group', id, at, expected, members: { ...emptyDelta, ...delta } };
}

/** The removal of a resource. */
export function remove(type: string, id: string, expected?: number): Change {
  return { kind: 'remove', type, id, at: LATER, expected };
}

/** An event of a user. */
export function event(resourceId: string, more: Partial<EventDraft> = {}): Change {
  return {
    kind: 'event',
    event: {
      type: 'user.created',
      resourceType: 'User',
      resourceId,
      at: AT,
      data: { userName: 'Ада' },
      ...more,
    },
  };
}

/** A log entry with a value in every field, some of them from the test. */
export function logEntry(requestId: string, more: Partial<LogEntry> = {}): LogEntry {
  return {
    at: AT,
    requestId,
    method: 'POST',
    operation: 'create',
    resourceType: 'User',
    resourceId: 'u1',
    subject: 'ада@contoso.example',
    status: 201,
    scimType: undefined,
    detail: undefined,
    changed: ['userName', 'emails[type eq "work"].value'],
    written: [],
    ignored: [],
    leftOut: [],
    departures: ['operand-as-string'],
    filter: undefined,
    ...more,
  };
}
