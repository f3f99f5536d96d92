import type { Json, JsonObject } from '@scimwright/core';
import type { Attribute, AttributeType } from '@scimwright/core/schema';
import { engines } from '@scimwright/test-databases';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  expectHarmless,
  expectOrdinary,
  expectRefusal,
  groupNamed,
  narrow,
  openHostile,
  patchOf,
  typesOf,
  userNamed,
  whole,
  type HostileHost,
} from './hostile-host.fixture.ts';
import { pointsOf, type Point } from './points.fixture.ts';

/** Values that each type of attribute refuses, even with the departures for Entra. */
const WRONG: Readonly<Record<AttributeType, readonly Json[]>> = {
  string: [42, 1e308, true, ['x'], { value: 'x' }],
  reference: [42, true, {}],
  boolean: ['perhaps', 1, ['true'], {}],
  integer: ['7', 1.5, 2 ** 53, true, {}],
  decimal: ['7', true, {}],
  dateTime: ['yesterday', '2026-13-45T99:00:00Z', 1_767_225_600, true, {}],
  binary: ['not base64!', 42, true, {}],
  complex: [42, true, [[{}]], [{}, {}]],
};

/** The same for a list of values. */
const WRONG_LISTS: readonly Json[] = [42, [true], [[{}]], [{ type: 'work' }, 42]];

function wrongFor({ attribute }: Point): readonly Json[] {
  return attribute.multiValued ? WRONG_LISTS : WRONG[attribute.type];
}

const points = [whole, narrow].flatMap((connector) =>
  typesOf(connector).flatMap((type) =>
    pointsOf(type).map((point) => ({
      connector,
      type,
      point,
      title: `${type.name} ${point.path} of ${connector.id}`,
    })),
  ),
);
type Row = (typeof points)[number];

/** Values that would do harm inside a statement, a pattern or a template. */
const SQL = [
  `'; DROP TABLE resources; --`,
  `" OR "1"="1`,
  `x' UNION SELECT hash FROM tokens --`,
  `Robert'); DELETE FROM tenants WHERE ('1'='1`,
  `?`,
  `?? $1 :id @p0 %s {0} \${1}`,
  `100%_\\%\\_\\`,
  `\\x00\\0\\'`,
  `E'\\\\'; SELECT pg_sleep(60); --`,
  `/* */ attach database 'x' as y; --`,
  '`id`, [id], $$id$$',
  `{"$ne":null}`,
] as const;

const isText = ({ attribute: { type, multiValued } }: Row['point']): boolean =>
  !multiValued && (type === 'string' || type === 'reference');
const texts = points.filter(({ point }) => isText(point) && !point.isLabel);
/** Labels of the connector with all attributes: elsewhere, an element with another label is unmapped. */
const labels = points.filter(({ point, connector }) => point.isLabel && connector === whole);

describe.each(engines)('on $name, every attribute', (engine) => {
  let host: HostileHost;
  let group: string;
  let count = 0;
  beforeAll(async () => {
    host = await openHostile(engine);
    group = String((await host.send({ path: '/Groups', body: groupNamed('Ordinary') })).body['id']);
  });
  afterAll(() => host.close());

  const bodyOf = ({ type }: Row, more: JsonObject): JsonObject => {
    count += 1;
    return type.name === 'User' ? userNamed(`user-${count}`, more) : groupNamed(`group-${count}`, more);
  };
  const ordinaryOf = ({ connector, type }: Row): string =>
    `${type.endpoint}/${type.name === 'User' ? host.idOf(connector) : group}`;

  it.each(points)('$title refuses values of another type, by POST, PUT and PATCH', async (row) => {
    const { connector, type, point } = row;
    await expectHarmless(host, async () => {
      for (const wrong of wrongFor(point)) {
        const refusal = { status: 400, scimType: 'invalidValue', says: point.names };
        const body = bodyOf(row, point.put(wrong));
        const path = ordinaryOf(row);
        const op = typeof wrong === 'number' ? 'add' : 'replace';
        const patch = patchOf({ op, path: point.path, value: wrong });
        const answers = await Promise.all([
          host.send({ connector, path: type.endpoint, body }),
          host.send({ connector, method: 'PUT', path, body }),
          host.send({ connector, method: 'PATCH', path, body: patch }),
        ]);
        for (const answer of answers) expectRefusal(answer, refusal);
      }
    });
  });

  const make = async (row: Row, sql: string): Promise<string> => {
    const { connector, type, point } = row;
    const made = await host.send({ connector, path: type.endpoint, body: bodyOf(row, point.put(sql)) });
    expect([made.status, point.read(made.body)]).toEqual([201, sql]);
    return `${type.endpoint}/${String(made.body['id'])}`;
  };
  const replace = async (row: Row, path: string, sql: string): Promise<void> => {
    const { connector, point } = row;
    const put = await host.send({ connector, method: 'PUT', path, body: bodyOf(row, point.put(sql)) });
    expect([put.status, point.read(put.body)]).toEqual([200, sql]);
  };
  const read = async ({ connector, point }: Row, path: string): Promise<unknown> =>
    point.read((await host.send({ connector, method: 'GET', path })).body);
  const remove = async ({ connector }: Row, path: string): Promise<void> => {
    expect((await host.send({ connector, method: 'DELETE', path })).status).toBe(204);
    await expectOrdinary(host, connector);
  };

  it.each(texts)('$title stores SQL as text', async (row) => {
    const { connector, point } = row;
    const at = texts.indexOf(row);
    const [first, second, third] = [sqlAt(at), sqlAt(at + 5), sqlAt(at + 9)];
    const before = await host.snapshot();
    const path = await make(row, first);
    expect(await read(row, path)).toBe(first);
    await replace(row, path, second);
    const patch = patchOf({ op: 'replace', path: point.path, value: third });
    await host.send({ connector, method: 'PATCH', path, body: patch });
    expect(await read(row, path)).toBe(third);
    await remove(row, path);
    expect(withoutEvents(await host.snapshot())).toEqual(withoutEvents(before));
  });

  it.each(labels)('$title stores SQL as text', async (row) => {
    const path = await make(row, sqlAt(0));
    await replace(row, path, sqlAt(3));
    expect(await read(row, path)).toBe(sqlAt(3));
    await remove(row, path);
  });

  const indexed = points.filter(
    ({ type, point }) => type.indexes.some(({ path }) => path === point.path) && isText(point),
  );
  it.each(
    indexed.flatMap((row, at) =>
      SQL.filter((_, index) => index % 3 === at % 3).map((sql) => ({ ...row, sql })),
    ),
  )('$title is found by $sql only when it has that value', async (row) => {
    const { connector, type, point, sql } = row;
    const find = async (value: string): Promise<unknown> => {
      const filter = encodeURIComponent(`${point.path} eq ${JSON.stringify(value)}`);
      return (await host.send({ connector, method: 'GET', path: `${type.endpoint}?filter=${filter}` })).body[
        'totalResults'
      ];
    };
    expect(await find(sql)).toBe(0);
    const { body } = await host.send({ connector, path: type.endpoint, body: bodyOf(row, point.put(sql)) });
    expect([await find(sql), await find(`${sql}x`), await find('%')]).toEqual([1, 0, 0]);
    await host.send({ connector, method: 'DELETE', path: `${type.endpoint}/${String(body['id'])}` });
  });

  it('stores SQL as the id of a member', async () => {
    const members = SQL.map((value) => ({ value }));
    const { body } = await host.send({ path: '/Groups', body: groupNamed('sql', { members }) });
    const path = `/Groups/${String(body['id'])}`;
    const ids = async (): Promise<readonly unknown[]> => {
      const read = await host.send({ method: 'GET', path });
      const list = read.body['members'] ?? [];
      return Array.isArray(list) ? list.map((member: JsonObject) => member['value']) : [];
    };
    expect((await ids()).toSorted()).toEqual([...SQL].toSorted());
    for (const sql of SQL) {
      const patch = patchOf({ op: 'remove', path: `members[value eq ${JSON.stringify(sql)}]` });
      expect((await host.send({ method: 'PATCH', path, body: patch })).status).toBe(204);
      expect(await ids()).not.toContain(sql);
    }
    expect((await host.send({ method: 'DELETE', path })).status).toBe(204);
  });

  it('that is read-only keeps its value, whatever the body contains', async () => {
    const readOnly: readonly Attribute[] = whole.users.type.schema.attributes.filter(
      ({ mutability }) => mutability === 'readOnly',
    );
    for (const name of ['id', 'meta', ...readOnly.map((attribute) => attribute.name)]) {
      for (const wrong of [42, true, 'x', [42], { created: 'yesterday' }]) {
        const { status, body } = await host.send({ body: userNamed('read-only', { [name]: wrong }) });
        expect(status).toBe(201);
        expect(body[name]).not.toEqual(wrong);
        expect((await host.send({ method: 'DELETE', path: `/Users/${String(body['id'])}` })).status).toBe(
          204,
        );
      }
    }
  });
});

function sqlAt(at: number): string {
  return SQL[at % SQL.length] ?? '';
}

/** Without events, which stay after the resource is gone. */
function withoutEvents(snapshot: unknown): unknown {
  return Array.isArray(snapshot) ? snapshot.filter((part) => typeof part !== 'number') : snapshot;
}
