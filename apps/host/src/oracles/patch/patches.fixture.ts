import { parseResource, openParseContext, type JsonObject } from '@scimwright/core';
import { ENTERPRISE_USER, USER } from '@scimwright/core/schema';
import fc from 'fast-check';
import { userType } from '../user-type.fixture.ts';

// Known differences of libraries are rare, but possible.
const rarely = <T>(usual: fc.Arbitrary<T>, rare: fc.Arbitrary<T>, weight: number): fc.Arbitrary<T> =>
  fc.oneof({ weight, arbitrary: usual }, { weight: 1, arbitrary: rare });
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 12 });
const seldom = <T>(arbitrary: fc.Arbitrary<T>) => rarely<T | undefined>(fc.constant(undefined), arbitrary, 4);

const word = rarely(fc.constantFrom('a', 'b', 'c', 'ab'), fc.constantFrom('A', '', 'a"b', 'ä'), 60);
const kind = rarely(fc.constantFrom('work', 'home'), fc.constantFrom('Work', 'yacht'), 50);
const flag = rarely<boolean | string>(fc.boolean(), fc.constantFrom('True', 'false'), 12);
const email = fc.record({ value: word, type: kind, primary: fc.constant(false), display: maybe(word) });
const emails = fc.array(email, { minLength: 1, maxLength: 2 });
const primaryEmail = fc.record({ value: word, type: kind, primary: fc.constant(true) });
const name = fc.record({ givenName: maybe(word), familyName: maybe(word) });

/** The JSON of a value, without undefined attributes. */
const clean = (value: object): JsonObject => JSON.parse(JSON.stringify(value)) as JsonObject;

/** Users in their stored form. */
export const user: fc.Arbitrary<JsonObject> = fc
  .record({
    userName: fc.constantFrom('a', 'b'),
    title: maybe(word),
    nickName: maybe(word),
    active: maybe(fc.boolean()),
    name: maybe(name),
    emails: maybe(fc.array(email, { minLength: 1, maxLength: 3 })),
    [ENTERPRISE_USER]: maybe(fc.record({ department: word, costCenter: maybe(word) })),
  })
  .map(
    (parts) =>
      parseResource({ schemas: [USER, ENTERPRISE_USER], ...clean(parts) }, userType, openParseContext())
        .resource,
  );

const condition = fc.oneof(
  { weight: 12, arbitrary: kind.map((type) => `type eq ${JSON.stringify(type)}`) },
  { weight: 1, arbitrary: word.map((value) => `value eq ${JSON.stringify(value)}`) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      'primary eq true',
      'primary eq false',
      'display pr',
      'type ne "work"',
      'value sw "a"',
    ),
  },
);
const filter = fc.oneof(
  { weight: 8, arbitrary: condition },
  {
    weight: 1,
    arbitrary: fc.tuple(condition, fc.constantFrom('and', 'or'), condition).map((parts) => parts.join(' ')),
  },
  { weight: 1, arbitrary: condition.map((one) => `not (${one})`) },
);
const chosen = (...parts: string[]): fc.Arbitrary<string> =>
  fc.tuple(filter, fc.constantFrom(...parts)).map(([inner, part]) => `emails[${inner}]${part}`);

const addOrReplace = rarely(
  fc.constantFrom('add', 'replace'),
  fc.constantFrom('Add', 'Replace', 'REPLACE'),
  14,
);
const write = (path: fc.Arbitrary<string>, value: fc.Arbitrary<unknown>): fc.Arbitrary<object> =>
  fc.record({ op: addOrReplace, path, value });
const to = (...paths: string[]): fc.Arbitrary<string> => fc.constantFrom(...paths);
const remove = rarely(fc.constant('remove'), fc.constant('Remove'), 8);

const operation: fc.Arbitrary<object> = fc.oneof(
  { weight: 12, arbitrary: write(to('title', 'nickName', 'name.givenName', 'name.familyName'), word) },
  { weight: 4, arbitrary: write(to('active'), flag) },
  { weight: 4, arbitrary: write(to('name'), name) },
  {
    weight: 6,
    arbitrary: write(to(`${ENTERPRISE_USER}:department`, `${ENTERPRISE_USER}:costCenter`), word),
  },
  { weight: 6, arbitrary: write(to('emails'), emails) },
  { weight: 1, arbitrary: write(to('emails'), email) },
  { weight: 1, arbitrary: write(to('emails'), fc.tuple(primaryEmail)) },
  { weight: 10, arbitrary: write(chosen('.value', '.display'), word) },
  { weight: 1, arbitrary: write(chosen('.primary'), flag) },
  { weight: 1, arbitrary: write(chosen(''), fc.record({ value: word, display: maybe(word) })) },
  {
    weight: 3,
    arbitrary: fc.record({
      op: addOrReplace,
      value: fc.record({
        title: maybe(word),
        active: maybe(fc.boolean()),
        name: seldom(name),
        emails: seldom(emails),
        'name.givenName': seldom(word),
      }),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      op: remove,
      path: fc.oneof(
        to(
          'title',
          'nickName',
          'name',
          'name.familyName',
          'emails',
          `${ENTERPRISE_USER}:department`,
          ENTERPRISE_USER,
        ),
        chosen('', '.display'),
      ),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      op: remove,
      path: to('emails'),
      value: fc.array(fc.oneof(email, fc.record({ value: word })), { minLength: 1, maxLength: 2 }),
    }),
  },
  {
    weight: 1,
    arbitrary: write(to('foo', 'emails.', 'TITLE', 'id', 'emails[type eq', ENTERPRISE_USER), word),
  },
  {
    weight: 1,
    arbitrary: write(to('title', 'active', 'emails', 'name'), fc.constantFrom(null, 5, [], {}, 'a')),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom({ op: 'remove' }, { op: 'move', path: 'title' }, { op: 'add', path: 'title' }),
  },
);

/** Operations, most of which can be applied to the users. */
export const operations: fc.Arbitrary<readonly JsonObject[]> = fc.array(operation.map(clean), {
  minLength: 1,
  maxLength: 3,
});
