import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endpoints, operations } from '@scimwright/server/admin';
import { endpoint, namedShapes } from '@scimwright/server/admin/internal';
import { openApiDocument, type OpenApiDocument } from './open-api.ts';
import { serveAdmin, type ServedAdmin } from './serve-admin.fixture.ts';
import { z } from 'zod';

let served: ServedAdmin;
let document: OpenApiDocument;
beforeAll(async () => {
  served = await serveAdmin();
  const answer = await fetch(`${served.host.url}/admin/api/openapi.json`);
  document = (await answer.json()) as OpenApiDocument;
});
afterAll(() => served.close());

/** Every `$ref` in a value. */
function references(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]: [string, unknown]) =>
    key === '$ref' && typeof part === 'string' ? [part] : references(part),
  );
}

describe('the OpenAPI document', () => {
  it('can be read without a token', () => {
    expect(document.openapi).toBe('3.1.0');
  });

  it('is valid OpenAPI 3.1', async () => {
    // The validator writes to the document, so it gets a copy.
    const copy = structuredClone(document) as unknown as Record<string, unknown>;
    const validator = new Validator();
    const result = await validator.validate(copy);
    expect(result).toEqual({ valid: true });
    expect(validator.version).toBe('3.1');
  });

  it('has every endpoint of the table, with its parameters, and nothing else', () => {
    const written = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => `${method} ${path} ${operation['operationId']}`),
    );
    expect(written.toSorted()).toEqual(
      endpoints.map(({ method, path, id }) => `${method} ${path} ${id}`).toSorted(),
    );
    expect(Object.entries(operations).filter(([name, { id }]) => name !== id)).toEqual([]);
    for (const { path, method, params, query } of endpoints) {
      const parameters = document.paths[path]?.[method]?.['parameters'] as readonly { name: string }[];
      const names = [...Object.keys(params.shape), ...Object.keys(query.shape)];
      expect(parameters.map(({ name }) => name)).toEqual(names);
      expect(Object.keys(params.shape)).toEqual(Array.from(path.matchAll(/\{(\w+)\}/g), ([, name]) => name));
    }
  });

  it('resolves every reference, and uses every shape', () => {
    const used = new Set(references(document));
    const defined = Object.keys(document.components.schemas).map((name) => `#/components/schemas/${name}`);
    expect([...used].toSorted()).toEqual(defined.toSorted());
  });

  it('refuses a body without a name', () => {
    const nameless = endpoint({
      id: 'nameless',
      method: 'get',
      path: '/nameless',
      tag: 'Tests',
      summary: '',
      params: z.strictObject({}),
      query: z.strictObject({}),
      body: undefined,
      refusals: [],
      status: 200,
      reply: z.strictObject({}),
      command: undefined,
      run: async () => ({}),
    });
    expect(() => openApiDocument([nameless], namedShapes, '')).toThrow('nameless has a body without a name');
  });
});

describe('an endpoint', () => {
  it('that answers with an undeclared field has a fault', async () => {
    const leaking = endpoint({
      id: 'leaking',
      method: 'get',
      path: '/leaking',
      tag: 'Tests',
      summary: '',
      params: z.strictObject({}),
      query: z.strictObject({}),
      body: undefined,
      refusals: [],
      status: 200,
      reply: z.strictObject({ id: z.string() }),
      command: undefined,
      run: async () => Object.assign({ id: '1' }, { hash: 'secret' }),
    });
    const deps = {} as Parameters<typeof leaking.answer>[1]; // it asks for nothing
    await expect(leaking.answer({ params: {}, query: {}, body: undefined }, deps)).rejects.toThrow(
      'leaking answered what it does not declare',
    );
  });
});
