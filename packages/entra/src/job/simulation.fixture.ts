import { randomUUID } from 'node:crypto';
import { attribute, defineConnector, ENTERPRISE_USER, supportIssuedToken } from '@scimwright/connector-kit';
import type { JsonObject } from '@scimwright/core';
import { createTenant, enableTenant, issueToken } from '@scimwright/server/admin';
import { serveConnector } from '@scimwright/testing';
import { onTestFinished } from 'vitest';
import { createDirectory, defaultAccess, type LivingDirectory } from '../directory/create-directory.ts';
import type { DirectoryChange } from '../directory/directory-change.ts';
import { httpSend } from '../http/http-send.ts';
import type { ProvisioningMapping } from '../mapping/mapping.ts';
import { profileMapping } from '../mapping/profile-mapping.ts';
import { entraKnobs, type WireKnobs } from '../wire/wire-knobs.ts';
import type { Send } from './exchange.ts';
import { defaultSettings, type JobSettings } from './job-settings.ts';
import { newJobState, type JobState } from './job-state.ts';
import type { Job } from './job.ts';
import type { Outcome } from './outcome.ts';
import { runCycle, type CycleEnd, type CycleWatch } from './run-cycle.ts';

/** An application with most of Entra's default mapping. */
export const yard = defineConnector({
  id: 'yard',
  displayName: 'Norrvik Yard',
  tutorial: 'https://norrvik.example/yard',
  users: [
    attribute('userName', 'string', { required: true, filterable: true }),
    attribute('active', 'boolean'),
    attribute('displayName', 'string'),
    attribute('title', 'string'),
    attribute('emails[type eq "work"].value', 'string', { filterable: true }),
    attribute('externalId', 'string', { filterable: true }),
    attribute(`${ENTERPRISE_USER}:manager`, 'reference'),
  ],
  groups: [
    attribute('displayName', 'string', { required: true, filterable: true }),
    attribute('externalId', 'string', { filterable: true }),
    attribute('members', 'reference'),
  ],
  token: supportIssuedToken({ instructions: 'Ask.' }),
});

export const DAY = 86_400_000;
const START = Date.UTC(2026, 0, 5, 8);

/** A directory, a job and an application of its own, with a clock that the test moves. */
export interface Simulation {
  readonly directory: LivingDirectory;
  readonly state: JobState;
  readonly job: Job;
  /** Every request that was sent, such as `PATCH /Users/7f3c`. */
  readonly requests: string[];
  /** What the last cycles did. */
  readonly outcomes: Outcome[];
  now(): number;
  pass(ms: number): void;
  change(...changes: readonly DirectoryChange[]): void;
  /** Runs the next cycle, forty minutes after the last one. */
  cycle(watch?: CycleWatch): Promise<CycleEnd>;
  /** All users or groups of the application, as it shows them, by their `externalId`. */
  shown(collection: 'Users' | 'Groups'): Promise<readonly JsonObject[]>;
  /** What stands between the job and the application. */
  between(wrap: (send: Send) => Send): void;
}

/** What a test chooses of a simulation. */
export interface SimulationOptions {
  readonly settings?: Partial<JobSettings>;
  readonly knobs?: Partial<WireKnobs>;
  readonly mapping?: ProvisioningMapping;
}

/** Serves the yard over HTTP with a new tenant. */
export async function openYard(): Promise<{ readonly url: string; readonly token: string }> {
  const clock = (): Date => new Date();
  const { origin, store, close } = await serveConnector(yard, { clock });
  onTestFinished(close);
  const admin = { connectors: [yard], store, clock, ids: randomUUID };
  const wanted = { connector: 'yard', name: 'fjordline', settings: {}, entitlements: [] };
  const { tenant, issued } = await enableTenant(admin, await createTenant(admin, wanted), {
    createdBy: 'test',
  });
  const { secret } = issued ?? (await issueToken(admin, tenant, { description: 'Entra', createdBy: 'test' }));
  return { url: `${origin}/yard/fjordline/scim/v2`, token: secret };
}

/** Serves the yard, and sets a job up. */
export async function simulate({ settings, knobs, mapping }: SimulationOptions = {}): Promise<Simulation> {
  const { url, token } = await openYard();
  const direct = httpSend({ base: url, secretToken: token });

  const directory = createDirectory({ defaultDomain: 'fjordline.example', appRoles: [] });
  const state = newJobState();
  const requests: string[] = [];
  const outcomes: Outcome[] = [];
  let now = START;
  let ids = 0;
  let send = direct;
  const job: Job = {
    directory,
    mapping: mapping ?? profileMapping(yard),
    settings: { ...defaultSettings, ...settings },
    knobs: { ...entraKnobs, ...knobs },
    send: (request) => {
      requests.push(`${request.method} ${request.path}`);
      return send(request);
    },
    context: { now: () => now, random: () => 0.5, guid: () => `00000000-0000-4000-8000-${(ids += 1)}` },
  };
  return {
    directory,
    state,
    job,
    requests,
    outcomes,
    now: () => now,
    pass: (ms) => {
      now += ms;
    },
    change: (...changes) => {
      for (const change of changes) directory.apply(change, now);
    },
    cycle: (watch = {}) => {
      now = Math.max(now, state.nextCycle);
      requests.length = 0;
      outcomes.length = 0;
      return runCycle(job, state, {
        ...watch,
        onOutcome: (outcome) => {
          outcomes.push(outcome);
          watch.onOutcome?.(outcome);
        },
      });
    },
    shown: async (collection) => {
      const answer = await direct({ method: 'GET', path: `/${collection}?count=1000` });
      const list = JSON.parse(answer.kind === 'answered' ? answer.body : '') as { Resources: JsonObject[] };
      return list.Resources.toSorted((a, b) =>
        String(a['externalId']).localeCompare(String(b['externalId'])),
      );
    },
    between: (wrap) => {
      send = wrap(direct);
    },
  };
}

/** Somebody joins and is assigned. */
export function join(
  id: string,
  attributes: Readonly<Record<string, string>> = {},
): readonly DirectoryChange[] {
  return [
    {
      kind: 'userAdded',
      id,
      attributes: {
        userPrincipalName: `${id}@fjordline.example`,
        mailNickname: id,
        displayName: id,
        ...attributes,
      },
    },
    { kind: 'assigned', id, roleId: defaultAccess.id },
  ];
}

/** A group with members is assigned. */
export function gather(id: string, members: readonly string[]): readonly DirectoryChange[] {
  return [
    { kind: 'groupAdded', id, attributes: { displayName: id } },
    ...members.map((memberId) => ({ kind: 'memberAdded', id, memberId }) as const),
    { kind: 'assigned', id, roleId: defaultAccess.id },
  ];
}
