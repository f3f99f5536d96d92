import type { Connector } from '@scimwright/connector-kit';
import type { Json, JsonObject } from '@scimwright/core';
import type { MappingProfile } from '@scimwright/core/profile';
import { expect } from 'vitest';
import { entraBody, valuesAt, type SampleChange, type Samples } from '../sample/samples.ts';
import { inContext } from '../serve/in-context.ts';
import { send, type Answer, type Credentials } from '../serve/send.ts';
import { expectAnswer } from './expect-answer.ts';
import { expectState, type State } from './expect-state.ts';
import { fillPath, fillPlaceholders } from './placeholders.ts';
import { showExchange } from './show-exchange.ts';
import type { Exchange, Transcript } from '@scimwright/conformance';

/** The connector and tenant that a transcript is sent to. */
export interface ReplayTarget {
  readonly connector: Connector;
  readonly samples: Samples;
  readonly credentials: Credentials;
}

/**
 * Replays a transcript in an empty tenant: sends each request as Entra does, checks the answer, and reads the stored
 * resources to check them too.
 */
export async function replay(transcript: Transcript, target: ReplayTarget): Promise<void> {
  const names = new Map(valueNames(transcript, target));
  for (const kind of ['user', 'group'] as const) {
    for (const [name, set] of Object.entries(transcript.given[`${kind}s`])) {
      const given = fillPlaceholders(set, names) as State; // an object is filled to an object
      names.set(name, await inContext(`given ${name}`, () => give(kind, given, target)));
    }
  }
  for (const [at, exchange] of transcript.exchanges.entries()) {
    const { method, path } = exchange.request;
    await inContext(`exchange ${at + 1}, ${method} ${path}`, () => play(exchange, names, target));
  }
}

function valueNames(
  { values }: Transcript,
  { connector, samples }: ReplayTarget,
): readonly [string, string][] {
  return Object.entries(values).map(([name, source]) => {
    if ('sample' in source) return [name, valuesAt(connector, samples, source.sample).sample];
    if ('other' in source) return [name, valuesAt(connector, samples, source.other).other];
    return [name, valuesAt(connector, samples, source.upperCase).sample.toUpperCase()];
  });
}

/** Creates the given users and groups of a transcript, and checks them. */
async function give(kind: 'user' | 'group', set: State, target: ReplayTarget): Promise<string> {
  const { connector, samples, credentials } = target;
  const path = kind === 'user' ? '/Users' : '/Groups';
  const body = entraBody(connector, samples, kind, { set });
  const request = { method: 'POST', path, body };
  const answer = await send(credentials, request);
  return inContext(showExchange(request, answer), async () => {
    expect(answer).toMatchObject({ status: 201 });
    expectState(objectOf(answer.body), profileOf(path, connector), set);
    return idIn(answer);
  });
}

async function play(exchange: Exchange, names: Map<string, string>, target: ReplayTarget): Promise<void> {
  const { method, headers } = exchange.request;
  const path = fillPath(exchange.request.path, names);
  const body = bodyOf(exchange, target);
  const before = method === 'PATCH' ? await metaOf(path, target.credentials) : undefined;
  const filled = body === undefined ? undefined : fillPlaceholders(body, names);
  const request = { method, path, headers, body: filled };
  const answer = await send(target.credentials, request);
  await inContext(showExchange(request, answer), async () => {
    expectAnswer(answer, exchange.expect, names);
    await expectEffect(exchange, answer, { before, path, names }, target);
  });
}

/** Checks the effect of a request: the version, and the stored resources. */
async function expectEffect(
  exchange: Exchange,
  answer: Answer,
  sent: { readonly before: Meta | undefined; readonly path: string; readonly names: Map<string, string> },
  target: ReplayTarget,
): Promise<void> {
  const { before, path, names } = sent;
  if (exchange.save !== undefined) names.set(exchange.save, idIn(answer));
  if (before !== undefined) {
    const isKept = exchange.version === 'kept' || answer.status >= 400;
    expectVersion(before, await metaOf(path, target.credentials), isKept);
  }
  const showsResource = exchange.request.method !== 'GET' && answer.status < 300 && answer.body !== undefined;
  if (showsResource) await expectShown(answer, target.credentials);
  for (const [resource, state] of Object.entries(exchange.after ?? {})) {
    const stored = await send(target.credentials, { method: 'GET', path: fillPath(resource, names) });
    expect(stored).toMatchObject({ status: state === null ? 404 : 200 });
    if (state === null) continue;
    const wanted = fillPlaceholders(state, names) as State; // an object is filled to an object
    expectState(objectOf(stored.body), profileOf(resource, target.connector), wanted);
  }
}

function bodyOf({ request: { body } }: Exchange, { connector, samples }: ReplayTarget): Json | undefined {
  if (body === undefined) return undefined;
  // The schema of transcripts allows these keys only for a change of a sample.
  if ('$user' in body) return entraBody(connector, samples, 'user', body.$user as SampleChange);
  if ('$group' in body) return entraBody(connector, samples, 'group', body.$group as SampleChange);
  return body;
}

type Meta = { readonly version: unknown; readonly lastModified: unknown };

/** Undefined if the resource does not exist. */
async function metaOf(path: string, credentials: Credentials): Promise<Meta | undefined> {
  const { status, body } = await send(credentials, { method: 'GET', path: path.replace(/\?.*/, '') });
  if (status !== 200) return undefined;
  const { version, lastModified } = objectOf(objectOf(body)['meta']);
  return { version, lastModified };
}

function expectVersion(before: Meta, after: Meta | undefined, isKept: boolean): void {
  expect(before.version).toEqual(expect.any(String));
  if (isKept) expect(after).toEqual(before);
  else expect(after?.version).not.toBe(before.version);
}

/** The resource in an answer must equal the stored one: otherwise Entra would repeat the change. */
async function expectShown({ body }: Answer, credentials: Credentials): Promise<void> {
  const shown = objectOf(body);
  const location = String(objectOf(shown['meta'])['location']);
  const path = location.slice(credentials.tenantUrl.length);
  const { body: stored } = await send(credentials, { method: 'GET', path });
  // The request may exclude members.
  const comparable = Object.entries(objectOf(stored)).filter(([name]) => name in shown || name !== 'members');
  expect(shown).toEqual(Object.fromEntries(comparable));
}

function idIn({ body }: Answer): string {
  const { id } = objectOf(body);
  expect(id).toBeTypeOf('string');
  return String(id);
}

function profileOf(path: string, { users, groups }: Connector): MappingProfile {
  if (!path.startsWith('/Groups')) return users;
  if (groups === undefined)
    throw new Error('A transcript about groups was played to a connector without them.');
  return groups;
}

function objectOf(value: Json | undefined): JsonObject {
  expect(value).toBeTypeOf('object');
  return value as JsonObject; // checked in the line before
}
