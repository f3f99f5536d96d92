import type { JsonObject } from '@scimwright/core';
import { endpointsOf } from '../endpoint.ts';
import type { OpenRoute, Route, Routes } from '../route.ts';
import type { AnswerFacts, OperationFacts } from './operation-facts.ts';
import { refusalAnswers } from './refusals.ts';
import { describeMe, resourceOperations } from './resource-operations.ts';
import { serviceOperation } from './service-operations.ts';
import { describedType, type DescribedService } from './described-type.ts';

const SCIM = 'application/scim+json';

/** The paths of the document: those of the route table that have a description. */
export function pathsOf(routes: Routes, service: DescribedService): JsonObject {
  const paths = endpointsOf(routes).flatMap(({ path, routes: byMethod }): [string, JsonObject][] => {
    const operations = [...new Set(byMethod.values())].flatMap((route): [string, JsonObject][] => {
      const facts = factsOf(route, service);
      return facts === undefined ? [] : [[route.method, operationOf(facts)]];
    });
    const written = path.replaceAll(/:(\w+)/g, '{$1}');
    return operations.length === 0 ? [] : [[written, Object.fromEntries(operations)]];
  });
  return Object.fromEntries(paths);
}

function factsOf(route: Route | OpenRoute, service: DescribedService): OperationFacts | undefined {
  switch (route.about) {
    case 'anyone':
    case 'service': {
      const { endpoint } = route;
      return endpoint && { id: endpoint, ...serviceOperation(endpoint, service.limits) };
    }
    case 'me':
      return describeMe(describedType(service.connector.users, service));
    case 'all':
    case 'one':
      return resourceOperations[route.operation](describedType(route.profile, service));
    default:
      return route satisfies never;
  }
}

function operationOf(facts: OperationFacts): JsonObject {
  const { id, tag, summary, description, parameters = [], body, answers, refusals, isOpen } = facts;
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(description && { description }),
    ...(isOpen && { security: [] }),
    parameters,
    ...(body && {
      requestBody: { required: true, content: contentOf(body, SCIM, 'application/json') },
    }),
    responses: {
      ...Object.fromEntries(answers.map((answer) => [answer.status, answerOf(answer)])),
      ...refusalAnswers(refusals),
    },
  };
}

function answerOf({ description, schema, mediaType = SCIM, headers }: AnswerFacts): JsonObject {
  return {
    description,
    ...(headers && { headers }),
    ...(schema && { content: contentOf(schema, mediaType) }),
  };
}

function contentOf(schema: string, ...mediaTypes: readonly string[]): JsonObject {
  const described = { schema: { $ref: `#/components/schemas/${schema}` } };
  return Object.fromEntries(mediaTypes.map((mediaType) => [mediaType, described]));
}
