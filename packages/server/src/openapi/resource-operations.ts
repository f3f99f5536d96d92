import type { JsonObject, ResourceType, ScimErrorCode } from '@scimwright/core';
import type { ResourceOperation } from '../route.ts';
import type { AnswerFacts, OperationFacts } from './operation-facts.ts';
import {
  idParameter,
  ifMatchParameter,
  ifNoneMatchParameter,
  projectionParameters,
  queryParameters,
} from './parameters.ts';
import { bodyRefusals, commonRefusals, queryRefusals } from './refusals.ts';
import type { DescribedType } from './described-type.ts';

type Describe = (described: DescribedType) => OperationFacts;

const text = { schema: { type: 'string' } };
const etag: JsonObject = { ETag: { description: 'The version of the resource.', ...text } };
const located: JsonObject = { Location: { description: 'The URI of the resource.', ...text }, ...etag };

const ofOne: readonly ScimErrorCode[] = ['notFound', 'staleVersion'];

/** The plural name of a type, from its endpoint. */
const plural = ({ endpoint }: ResourceType): string => endpoint.slice(1);
const shown = (name: string, status: number, description: string): AnswerFacts => ({
  status,
  description,
  schema: name,
  headers: located,
});

/** What the document says about each operation on resources of a type. */
export const resourceOperations: Readonly<Record<ResourceOperation, Describe>> = {
  query: (described) => {
    const { type } = described.profile;
    return {
      id: `list${plural(type)}`,
      tag: plural(type),
      summary: `Find ${plural(type).toLowerCase()}.`,
      parameters: queryParameters(described),
      answers: [
        { status: 200, description: 'The resources found, or a page of them.', schema: `${type.name}List` },
      ],
      refusals: [...queryRefusals, ...commonRefusals],
    };
  },
  search: ({ profile: { type } }) => ({
    id: `search${plural(type)}`,
    tag: plural(type),
    summary: `Find ${plural(type).toLowerCase()}, with the query as the body.`,
    body: 'SearchRequest',
    answers: [
      { status: 200, description: 'The resources found, or a page of them.', schema: `${type.name}List` },
    ],
    refusals: [...queryRefusals, ...bodyRefusals, ...commonRefusals],
  }),
  create: ({ profile: { type } }) => ({
    id: `create${type.name}`,
    tag: plural(type),
    summary: `Create a ${type.name.toLowerCase()}.`,
    parameters: projectionParameters,
    body: `${type.name}Input`,
    answers: [shown(type.name, 201, 'Created.')],
    refusals: ['invalidValue', ...bodyRefusals, ...commonRefusals, 'uniqueness'],
  }),
  retrieve: ({ profile: { type } }) => ({
    id: `get${type.name}`,
    tag: plural(type),
    summary: `Read a ${type.name.toLowerCase()}.`,
    parameters: [idParameter, ifMatchParameter, ifNoneMatchParameter, ...projectionParameters],
    answers: [
      shown(type.name, 200, 'Found.'),
      { status: 304, description: 'You have the current version.', headers: located },
    ],
    refusals: ['invalidValue', ...commonRefusals, ...ofOne],
  }),
  replace: ({ profile: { type } }) => ({
    id: `replace${type.name}`,
    tag: plural(type),
    summary: `Replace a ${type.name.toLowerCase()}: attributes that the body omits are unassigned.`,
    description: 'A body that sets active to false is accepted even if required attributes are missing.',
    parameters: [idParameter, ifMatchParameter, ...projectionParameters],
    body: `${type.name}Input`,
    answers: [shown(type.name, 200, 'Replaced.')],
    refusals: [
      'invalidValue',
      ...(type.immutable.length > 0 ? (['mutability'] as const) : []),
      ...bodyRefusals,
      ...commonRefusals,
      ...ofOne,
      'uniqueness',
    ],
  }),
  modify: ({ profile: { type } }) => ({
    id: `patch${type.name}`,
    tag: plural(type),
    summary: `Change a ${type.name.toLowerCase()}.`,
    parameters: [idParameter, ifMatchParameter, ...projectionParameters],
    body: `${type.name}Patch`,
    answers: [
      shown(type.name, 200, 'Changed, or unchanged because it had these values already.'),
      ...(type.membership === undefined
        ? []
        : [
            {
              status: 204,
              description: 'The same, when the request names no attributes to return.',
              headers: located,
            },
          ]),
    ],
    refusals: [
      'invalidPath',
      'invalidFilter',
      'noTarget',
      'mutability',
      'invalidValue',
      ...bodyRefusals,
      ...commonRefusals,
      ...ofOne,
      'uniqueness',
    ],
  }),
  remove: ({ profile: { type } }) => ({
    id: `delete${type.name}`,
    tag: plural(type),
    summary: `Delete a ${type.name.toLowerCase()} for good.`,
    parameters: [idParameter, ifMatchParameter],
    answers: [{ status: 204, description: 'Deleted.' }],
    refusals: [...commonRefusals, ...ofOne],
  }),
};

/** What the document says about /Me. */
export function describeMe(described: DescribedType): OperationFacts {
  const { parameters = [], refusals, ...facts } = resourceOperations.retrieve(described);
  return {
    ...facts,
    id: 'getMe',
    summary: 'Read the user of the token.',
    description: 'Most tokens belong to the tenant and not to a user. They are answered 501.',
    parameters: parameters.filter((parameter) => parameter !== idParameter),
    refusals: [...refusals, 'notImplemented'],
  };
}
