import { isObject, type Json, type JsonObject } from '@scimwright/core';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import type { Answer, ScimMessage } from '../serve/send.ts';

/** Compares real requests and answers with an OpenAPI document. */
export interface OpenApiContract {
  /** Why a value does not fit a schema of the document; undefined if it does. */
  faultOf(schema: string, value: unknown): string | undefined;
  /**
   * The differences of a request and its answer from the document. A refused request may have any form; an answer may
   * have only described attributes. Empty for a path that the document does not have.
   */
  faultsIn(request: ScimMessage, answer: Answer): readonly string[];
}

/** Reads an OpenAPI document as a contract. */
export function openApiContract(document: JsonObject): OpenApiContract {
  const schemas = objectAt(document, 'components', 'schemas');
  const sent = compilerOf(schemas);
  // The document allows further attributes, since later versions may add some. Here one would be undescribed.
  const shown = compilerOf(
    Object.fromEntries(Object.entries(schemas).map(([name, part]) => [name, closed(part)])),
  );
  const operations = operationsIn(objectAt(document, 'paths'));
  const names = new Map(namesIn(schemas).map((name) => [name.toLowerCase(), name]));
  return {
    faultOf: (schema, value) => faultBy(sent(schema), value),
    faultsIn({ method, path, body }, answer) {
      const operation = operations.find(
        (row) => row.method === method && row.path.test(path.replace(/\?.*/, '')),
      );
      if (operation === undefined) return [];
      const { requestBody, responses } = operation;
      const told = responses[String(answer.status)];
      if (!isObject(told)) return [`${answer.status} is not among its answers`];
      const bodySchema = schemaIn(requestBody);
      const asked =
        answer.status < 300 && bodySchema !== undefined
          ? faultBy(sent(bodySchema), spelled(body, names))
          : undefined;
      const answerSchema = schemaIn(told);
      const shownFault =
        answerSchema === undefined
          ? answer.body !== undefined && 'a body that is not described'
          : faultBy(shown(answerSchema), answer.body);
      return [
        ...(asked === undefined ? [] : [`the body: ${asked}`]),
        ...(shownFault ? [`the answer: ${shownFault}`] : []),
      ];
    },
  };
}

interface Operation {
  readonly method: string;
  readonly path: RegExp;
  readonly requestBody: Json | undefined;
  readonly responses: JsonObject;
}

function operationsIn(paths: JsonObject): readonly Operation[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(isObject(methods) ? methods : {}).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path: new RegExp(`^${path.replaceAll('.', '[.]').replaceAll(/\{\w+\}/g, '[^/]+')}/?$`),
      requestBody: isObject(operation) ? operation['requestBody'] : undefined,
      responses: isObject(operation) ? objectAt(operation, 'responses') : {},
    })),
  );
}

/** The name of the schema of a request body or an answer. */
function schemaIn(described: Json | undefined): string | undefined {
  const content = isObject(described) ? objectAt(described, 'content') : {};
  const [media] = Object.values(content);
  const { $ref: reference } = isObject(media) ? objectAt(media, 'schema') : {};
  return typeof reference === 'string' ? reference.replace(/.*\//, '') : undefined;
}

function compilerOf(schemas: JsonObject): (name: string) => ValidateFunction {
  // Strict mode reports keywords that JSON Schema does not have.
  const ajv = new Ajv2020({
    strictSchema: true,
    strictTypes: false,
    allowUnionTypes: true,
    formats: fullFormats,
  });
  ajv.addVocabulary(['components']);
  const compiled = new Map<string, ValidateFunction>();
  return (name) => {
    const known = compiled.get(name);
    if (known !== undefined) return known;
    const validate = ajv.compile({ components: { schemas }, $ref: `#/components/schemas/${name}` });
    compiled.set(name, validate);
    return validate;
  };
}

function faultBy(validate: ValidateFunction, value: unknown): string | undefined {
  if (validate(value)) return undefined;
  const [error] = validate.errors ?? [];
  return `${error?.instancePath || 'it'} ${error?.message}: ${JSON.stringify(error?.params)}`;
}

/** The same schema, in which objects have only described properties. */
function closed(schema: Json): Json {
  if (Array.isArray(schema)) return (schema as readonly Json[]).map(closed);
  if (!isObject(schema)) return schema;
  const parts = Object.fromEntries(Object.entries(schema).map(([key, part]) => [key, closed(part)]));
  return schema['type'] === 'object' && isObject(schema['properties'])
    ? { ...parts, additionalProperties: false }
    : parts;
}

/** Spells names as the schema does: they are case-insensitive in RFC 7643 §2.1, and not in JSON Schema. */
function spelled(value: Json | undefined, names: ReadonlyMap<string, string>): Json | undefined {
  if (Array.isArray(value)) return (value as readonly Json[]).map((part) => spelled(part, names) ?? null);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [
      names.get(name.toLowerCase()) ?? name,
      spelled(part, names) ?? null,
    ]),
  );
}

/** The names of all properties that some schemas describe. */
function namesIn(schema: Json): readonly string[] {
  if (Array.isArray(schema)) return (schema as readonly Json[]).flatMap(namesIn);
  if (!isObject(schema)) return [];
  const own = isObject(schema['properties']) ? Object.keys(schema['properties']) : [];
  return [...own, ...Object.values(schema).flatMap(namesIn)];
}

function objectAt(value: JsonObject, ...keys: readonly string[]): JsonObject {
  return keys.reduce<JsonObject>((object, key) => {
    const part = object[key];
    return isObject(part) ? part : {};
  }, value);
}
