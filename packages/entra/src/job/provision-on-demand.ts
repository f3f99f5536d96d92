import type { SourceKind } from '../mapping/mapping.ts';
import { readsAttribute } from '../mapping/source-attributes.ts';
import { CycleMemory } from './cycle-memory.ts';
import type { Job } from './job.ts';
import type { JobState } from './job-state.ts';
import type { Outcome } from './outcome.ts';
import { provisionObject, provisionReferences } from './provision.ts';
import { testConnection, type ConnectionTest } from './test-connection.ts';

/** Whom an administrator provisions on demand. */
export interface OnDemand {
  readonly kind: SourceKind;
  readonly id: string;
  /** Of a group, at most five of its members. */
  readonly members?: readonly string[];
}

/** What provisioning on demand did. */
export type OnDemandResult =
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'notConnected'; readonly test: ConnectionTest }
  /** The object, and its references if there was something to do. */
  | { readonly kind: 'done'; readonly outcomes: readonly Outcome[] };

const MOST_MEMBERS = 5;

/**
 * Provisions one user, or one group with at most five members, as *Provision on demand* does: always in the default dialect, without
 * roles, and not for whom is blocked or deleted.
 *
 * @see https://learn.microsoft.com/entra/identity/app-provisioning/provision-on-demand
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
 * const { kind } = await provisionOnDemand({ kind: 'User', id: '3a5e' }, job, newJobState()); // 'refused'
 */
export async function provisionOnDemand(
  { kind, id, members = [] }: OnDemand,
  job: Job,
  state: JobState,
): Promise<OnDemandResult> {
  const { directory, settings } = job;
  const object = kind === 'User' ? directory.user(id) : directory.group(id);
  const mapping = kind === 'User' ? job.mapping.users : job.mapping.groups;
  if (object === undefined) return refused(`The directory has no ${kind.toLowerCase()} ${id}.`);
  if (mapping === undefined) return refused('The application has no groups.');
  if (object.deletedAt !== undefined || (object.kind === 'User' && !object.accountEnabled)) {
    return refused(
      'On demand, nothing is done for whom is deleted or blocked. The next cycle disables the account.',
    );
  }
  if (members.length > MOST_MEMBERS)
    return refused(`On demand takes ${MOST_MEMBERS} members, not ${members.length}.`);
  if (object.kind === 'Group') {
    const stranger = members.find((member) => !object.members.has(member));
    if (stranger !== undefined) return refused(`${stranger} is not a member of the group.`);
  }
  const onDemand: Job = { ...job, knobs: { ...job.knobs, dialect: 'default' } };
  const test = await testConnection(onDemand);
  if (!test.isAuthorized) return { kind: 'notConnected', test };

  const attributes = mapping.attributes.filter((each) => !readsAttribute(each, 'appRoleAssignments'));
  const memory = new CycleMemory(state);
  const parts = { kind, id, mapping: { ...mapping, attributes }, job: onDemand, state, memory };
  const treatment = {
    holdsBack: false,
    nextCycle: Math.max(state.nextCycle, job.context.now() + settings.interval),
    signal: undefined,
    only: new Set(members),
  };
  const first = await provisionObject(parts, treatment);
  const isDone = first !== undefined && first.ending.status !== 'failure';
  const second = isDone ? await provisionReferences(parts, treatment) : undefined;
  return { kind: 'done', outcomes: [first, second].flatMap((outcome) => outcome ?? []) };
}

function refused(why: string): OnDemandResult {
  return { kind: 'refused', why };
}
