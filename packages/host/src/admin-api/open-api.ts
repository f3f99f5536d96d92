import type { Endpoint } from '@scimwright/server/admin';
import { z } from 'zod';
import { problem, REFUSAL_STATUS } from './problem.ts';

type Schema = Readonly<Record<string, unknown>>;

/** An OpenAPI 3.1 document. */
export interface OpenApiDocument {
  readonly openapi: '3.1.0';
  readonly info: Schema;
  readonly servers: readonly Schema[];
  readonly security: readonly Schema[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Schema>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>;
    readonly securitySchemes: Schema;
  };
}

const DESCRIPTIONS: Readonly<Record<number, string>> = {
  400: 'The request is not as declared.',
  401: 'The admin token is missing or wrong.',
  429: 'Too many wrong admin tokens came at once. The right one is never refused for that.',
  404: 'Not found.',
  409: 'In conflict with something that is there.',
  410: 'Expired, or used already.',
  422: "Not possible in the tenant's current state.",
  500: 'The host failed. Its process log has the reason.',
  503: 'The database is not available now.',
};

/**
 * Writes the OpenAPI document of some endpoints. Every body must be one of the named shapes.
 *
 * @throws Error for a body without a name
 */
export function openApiDocument(
  endpoints: readonly Endpoint[],
  named: Readonly<Record<string, z.ZodType>>,
  url: string,
): OpenApiDocument {
  const shapes = byName({ ...named, Problem: problem });
  const references = referencesOf(shapes);
  const paths: Record<string, Record<string, Schema>> = {};
  for (const endpoint of endpoints) {
    const methods = (paths[endpoint.path] ??= {});
    methods[endpoint.method] = operationOf(endpoint, references);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Scimwright admin API',
      version: '1',
      description: 'Tenants, tokens, hand-over links, the provisioning log and events of a SCIM host.',
    },
    servers: [{ url }],
    security: [{ adminToken: [] }],
    paths,
    components: {
      schemas: componentsOf(shapes),
      securitySchemes: { adminToken: { type: 'http', scheme: 'bearer' } },
    },
  };
}

function byName<Value>(record: Readonly<Record<string, Value>>): Readonly<Record<string, Value>> {
  return Object.fromEntries(Object.entries(record).toSorted(([left], [right]) => (left < right ? -1 : 1)));
}

type ReferenceTo = (shape: z.ZodType, of: string) => Schema;

function referencesOf(shapes: Readonly<Record<string, z.ZodType>>): ReferenceTo {
  const names = new Map(Object.entries(shapes).map(([name, shape]) => [shape, name]));
  return (shape, of) => {
    const name = names.get(shape);
    if (name === undefined) throw new Error(`${of} has a body without a name: add it to namedShapes.`);
    return { $ref: `#/components/schemas/${name}` };
  };
}

function componentsOf(shapes: Readonly<Record<string, z.ZodType>>): Readonly<Record<string, Schema>> {
  const registry = z.registry<{ id: string }>();
  for (const [id, shape] of Object.entries(shapes)) registry.add(shape, { id });
  const { schemas } = z.toJSONSchema(registry, {
    uri: (id) => `#/components/schemas/${id}`,
    io: 'input',
  });
  // Their place in the document says the same.
  const isOwn = ([key]: readonly [string, unknown]) => key !== '$schema' && key !== '$id';
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [
      name,
      Object.fromEntries(Object.entries(schema).filter(isOwn)),
    ]),
  );
}

function operationOf(endpoint: Endpoint, referenceTo: ReferenceTo): Schema {
  const { id, tag, summary, params, query, body, status, reply, refusals } = endpoint;
  const refused = [400, 401, 429, ...refusals.map((kind) => REFUSAL_STATUS[kind]), 500, 503].toSorted();
  const content = (shape: z.ZodType) => ({ 'application/json': { schema: referenceTo(shape, id) } });
  return {
    operationId: id,
    tags: [tag],
    summary: `${summary}.`,
    parameters: [...parametersOf(params, 'path'), ...parametersOf(query, 'query')],
    ...(body && { requestBody: { required: !body.safeParse({}).success, content: content(body) } }),
    responses: {
      [status]: { description: status === 201 ? 'Made.' : 'Done.', content: content(reply) },
      ...Object.fromEntries(
        refused.map((code) => [
          code,
          { description: DESCRIPTIONS[code] ?? 'Refused.', content: content(problem) },
        ]),
      ),
    },
  };
}

function parametersOf(shape: z.ZodObject, place: 'path' | 'query'): readonly Schema[] {
  const { properties = {}, required = [] } = z.toJSONSchema(shape, { io: 'input' });
  return Object.entries(properties).map(([name, property]) => {
    const { description, ...schema } = typeof property === 'object' ? property : {};
    return { name, in: place, required: required.includes(name), description, schema };
  });
}
