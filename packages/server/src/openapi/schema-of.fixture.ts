import { isObject, type JsonObject } from '@scimwright/core';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { fullFormats } from 'ajv-formats/dist/formats.js';

/** Compiles a schema of a document with its references. An unknown keyword is an error. */
export function schemaOf(document: JsonObject, name: string): ValidateFunction {
  const ajv = new Ajv2020({
    strictSchema: true,
    strictTypes: false,
    allowUnionTypes: true,
    formats: fullFormats,
  });
  ajv.addVocabulary(['components']);
  const { components = {} } = document;
  return ajv.compile({ components, $ref: `#/components/schemas/${name}` });
}

/** The schemas of a document by name. */
export function schemasIn(document: JsonObject): JsonObject {
  const { components } = document;
  const schemas = isObject(components) ? components['schemas'] : undefined;
  return isObject(schemas) ? schemas : {};
}
