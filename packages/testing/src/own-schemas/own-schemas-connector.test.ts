import type { MappingProfile } from '@scimwright/core/profile';
import type { TableRow } from '../connector/connector-facts.ts';
import { describeConnector } from '../describe-connector.ts';
import { declaredExtension } from '@scimwright/conformance';
import { ownSchemasConnector } from './own-schemas-connector.ts';

/** The rows that a tutorial of the dockyard would print. */
const printed = (rows: MappingProfile['rows'] = []): readonly TableRow[] =>
  rows.map(({ path, filterable, required }) => ({ attribute: path, filterable, required }));

describeConnector(ownSchemasConnector, {
  table: {
    source: ownSchemasConnector.tutorial,
    date: '2026-01-31',
    users: printed(ownSchemasConnector.users.rows),
    groups: printed(ownSchemasConnector.groups?.rows),
  },
  settings: {},
  user: {
    userName: 'ada@norrvik.example',
    active: true,
    displayName: 'Ada Byron',
    emails: [{ type: 'work', primary: true, value: 'ada@norrvik.example' }],
    [declaredExtension.id]: {
      badge: 'N-1',
      grade: 7,
      rate: 31.5,
      hired: '2019-04-01T08:00:00+02:00',
      licences: [
        { type: 'crane', value: 'K2', level: 2, number: 'C-77' },
        { type: 'forklift', value: 'G1' },
      ],
    },
  },
  own: { locker: { number: '17', size: 60, opened: '2026-01-31T12:00:00Z', tags: ['blue', 'low'] } },
  rejects: [
    {
      title: 'a grade that is not a number',
      change: { [declaredExtension.id]: { grade: 'seven' } },
      scimType: 'invalidValue',
      detail: 'grade',
    },
    {
      title: 'a licence without a name',
      change: { [declaredExtension.id]: { licences: [{ type: 'crane', level: 2 }] } },
      scimType: 'invalidValue',
      detail: 'licences.value',
    },
    {
      title: 'a size with a fraction',
      resource: 'locker',
      change: { size: 1.5 },
      scimType: 'invalidValue',
      detail: 'size',
    },
  ],
});
