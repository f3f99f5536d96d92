import { randomUUID } from 'node:crypto';
import {
  createDirectory,
  defaultSettings,
  entraKnobs,
  generateCompany,
  httpSend,
  liveIn,
  newJobState,
  profileMapping,
  restart,
  runCycle,
  scopeToComplete,
  sourceAttributes,
  usualLife,
  type AppRole,
  type Dialect,
  type DirectoryUser,
  type Job,
  type LifeRates,
  type ProvisioningMapping,
  type Send,
} from '@scimwright/entra';
import type { connectors } from '../connectors.ts';
import { listAll, type ListPage } from '../list-all.fixture.ts';
import { tenantClient } from '../tenant-client.fixture.ts';
import { Oracle, type Gaps, type Shown } from './oracle.fixture.ts';

const DAY = 86_400_000;
const CYCLE = 40 * 60_000;
const START = Date.UTC(2026, 0, 5);

type Connector = (typeof connectors)[number];
type Row = Connector['users']['rows'][number];

/** A year of one company with one application. */
export interface Year {
  readonly connector: Connector;
  readonly tenantUrl: string;
  readonly secretToken: string;
  readonly dialect: Dialect;
  readonly people: number;
  readonly seed: number;
  /** How much happens; a usual company if it is left out. */
  readonly rates?: LifeRates;
  /** What stands between the job and the application. */
  readonly between?: (send: Send) => Send;
  /** After each day of the year. */
  readonly onDay?: (day: number) => Promise<void>;
}

/** What a year left. */
export interface YearEnd {
  readonly requests: number;
  readonly changes: number;
  readonly gaps: Gaps;
  readonly gapsAfterRestart: Gaps;
  readonly differences: readonly string[];
  readonly differencesAfterRestart: readonly string[];
}

/** People of this department are out of scope. */
const OUTSIDE = 'Legal';

/** The mapping of a connector. Whoever lacks a required attribute is out of scope, and so is one department. */
function mappingOf(connector: Connector): {
  readonly mapping: ProvisioningMapping;
  readonly isInScope: (user: DirectoryUser) => boolean;
} {
  const { users, groups } = profileMapping(connector);
  const outside = { attribute: 'department', operator: 'NOT EQUALS', value: OUTSIDE } as const;
  const scope = [{ title: 'In scope', clauses: [outside] }];
  const required = new Set(
    connector.users.rows.filter((row: Row) => row.required).map((row: Row) => row.path),
  );
  const needed = users.attributes
    .filter(({ target, source }) => required.has(target.path) && source.kind === 'direct')
    .flatMap(({ source }) => sourceAttributes(source));
  return {
    mapping: scopeToComplete({ users: { ...users, scope }, groups }, connector),
    isInScope: ({ attributes }) =>
      needed.every((name) => Object.hasOwn(attributes, name)) &&
      attributes['department'] !== undefined &&
      attributes['department'] !== OUTSIDE,
  };
}

/** The roles that the tenant of the application allows. */
function rolesOf({ demo }: Connector): readonly AppRole[] {
  const names = demo.role?.names ?? ['Viewer', 'Editor'];
  return names.map((displayName: string, at: number) => ({
    id: `00000000-0000-4000-8000-${String(at + 1).padStart(12, '0')}`,
    value: displayName,
    displayName,
  }));
}

/** Lets a year pass. */
export async function liveThrough(year: Year): Promise<YearEnd> {
  const { connector, tenantUrl, secretToken, dialect, people, seed, rates, between = (send) => send } = year;
  const { mapping, isInScope } = mappingOf(connector);
  const plan = {
    people,
    seed,
    defaultDomain: 'fjordline.example',
    appRoles: rolesOf(connector),
    assignsGroups: true,
  };
  const directory = createDirectory(plan);
  let now = START;
  let requests = 0;
  for (const change of generateCompany(plan)) directory.apply(change, now);
  const life = liveIn(directory, { seed, rates: rates ?? usualLife });
  const direct = between(httpSend({ base: tenantUrl, secretToken }));
  const job: Job = {
    directory,
    mapping,
    settings: defaultSettings,
    knobs: { ...entraKnobs, dialect },
    send: (request) => {
      requests += 1;
      return direct(request);
    },
    context: { now: () => now, random: () => 0.5, guid: randomUUID },
  };
  const state = newJobState();
  const oracle = new Oracle(directory, mapping, isInScope);
  let watermark = 0;
  let changes = 0;
  let failure = '';
  /** Runs cycles until nothing waits, as forty minutes later the next one would. */
  const settle = async (touched: ReadonlySet<string> | undefined): Promise<void> => {
    oracle.cycle(touched);
    for (;;) {
      now = Math.max(now, state.nextCycle);
      const { status } = await runCycle(job, state, {
        onOutcome: ({ name, ending }) => {
          if (ending.status === 'failure') failure = `${name}: ${ending.failed.code} ${ending.failed.reason}`;
        },
      });
      if (status === 'completed' && state.escrows.size === 0) return;
      if (state.status === 'disabled') throw new Error(`The job is disabled. The last failure: ${failure}`);
      now += CYCLE;
    }
  };
  await settle(undefined);
  for (let day = 1; day <= 365; day += 1) {
    watermark = directory.watermark;
    now = Math.max(now, START + day * DAY);
    changes += life.day(now).length;
    await settle(new Set([...directory.changedSince(watermark)].map(({ id }) => id)));
    await year.onDay?.(day);
  }
  const shown = () => shownBy(tenantUrl, secretToken, mapping);
  const [differences, gaps] = [differencesOf(oracle.expected(), await shown()), oracle.gaps()];
  restart(state, ['Watermark', 'Escrows', 'QuarantineState']);
  await settle(undefined);
  return {
    requests,
    changes,
    gaps,
    gapsAfterRestart: oracle.gaps(),
    differences,
    differencesAfterRestart: differencesOf(oracle.expected(), await shown()),
  };
}

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
type Resource = { readonly [name: string]: Json };

/** What the application shows of everybody. */
async function shownBy(
  tenantUrl: string,
  secretToken: string,
  { users: userMapping, groups: groupMapping }: ProvisioningMapping,
): Promise<Shown> {
  const client = tenantClient(tenantUrl, secretToken);
  const all = (path: string) =>
    listAll<Resource>(
      async (query) => (await (await client.send('GET', `${path}?${query}`)).json()) as ListPage<Resource>,
      100,
    );
  const users = await all('/Users');
  const groups = groupMapping === undefined ? [] : await all('/Groups');
  const names = new Map(users.map((user) => [user['id'], String(user['userName'])]));
  const groupIds = new Set(groups.map((group) => group['id']));
  const pathsOf = ({ attributes }: ProvisioningMapping['users']) =>
    attributes
      .filter(({ target }) => target.type !== 'reference' && target.path !== 'roles')
      .map(({ target }) => target.path);
  return {
    users: Object.fromEntries(
      users.map((user) => [
        String(user['userName']).toLowerCase(),
        {
          attributes: attributesOf(user, pathsOf(userMapping)),
          roles: userMapping.attributes.some(({ target }) => target.path === 'roles')
            ? [user['roles'] ?? []]
                .flat()
                .map((role) => String((role as Resource)['value']))
                .toSorted()
            : [],
          manager: names.get(idOf((user[ENTERPRISE] as Resource | undefined)?.['manager'])) ?? null,
        },
      ]),
    ),
    groups: Object.fromEntries(
      groups.map((group) => {
        const members = [group['members'] ?? []].flat().map(idOf);
        return [
          String(group['displayName']),
          {
            attributes: attributesOf(group, groupMapping === undefined ? [] : pathsOf(groupMapping)),
            members: members.flatMap((id) => names.get(id) ?? []).toSorted(),
            groups: members.filter((id) => groupIds.has(id)).length,
          },
        ];
      }),
    ),
  };
}

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

function idOf(reference: Json | undefined): string {
  return String((reference as Resource | undefined)?.['value'] ?? '');
}

function attributesOf(resource: Resource, paths: readonly string[]): Readonly<Record<string, string>> {
  const found = paths.toSorted().flatMap((path) => {
    const value = valueAt(resource, path);
    return value === undefined || value === null ? [] : [[path, textOf(value)] as const];
  });
  return Object.fromEntries(found);
}

function textOf(value: Json): string {
  return typeof value === 'boolean' ? (value ? 'True' : 'False') : String(value);
}

const ELEMENT = /^(\w+)\[(\w+) eq "([^"]+)"\]\.(\w+)$/;

function valueAt(resource: Resource, path: string): Json | undefined {
  const element = ELEMENT.exec(path);
  if (element !== null) {
    const [, name = '', discriminator = '', wanted = '', sub = ''] = element;
    const elements = [resource[name] ?? []].flat() as readonly Resource[];
    return elements.find((each) => String(each[discriminator]).toLowerCase() === wanted.toLowerCase())?.[sub];
  }
  if (path.startsWith('urn:')) {
    const at = path.lastIndexOf(':');
    return (resource[path.slice(0, at)] as Resource | undefined)?.[path.slice(at + 1)];
  }
  const [name = '', sub] = path.split('.');
  return sub === undefined ? resource[name] : (resource[name] as Resource | undefined)?.[sub];
}

/** Each person or group that differs, with both sides. */
function differencesOf(expected: Shown, shown: Shown): readonly string[] {
  return (['users', 'groups'] as const).flatMap((kind) => {
    const keys = new Set([...Object.keys(expected[kind]), ...Object.keys(shown[kind])]);
    return [...keys].flatMap((key) => {
      const [wanted, found] = [JSON.stringify(expected[kind][key]), JSON.stringify(shown[kind][key])];
      return wanted === found ? [] : [`${key}: expected ${wanted}, found ${found}`];
    });
  });
}
