import { departures } from '@scimwright/core';
import { didYouMean, unknownOption, type MappingRow } from '@scimwright/core/profile';
import type { z } from 'zod';
import type { ConnectorDefinition } from './connector-definition.ts';
import type { ResourceDefinition } from './resource-definition.ts';
import type { SingleRole } from './single-role.ts';
import type { TokenFlow } from './token-flow.ts';

/** The type of the value of an option. */
type Kind = 'text' | 'number' | 'flag' | 'list' | 'object' | 'function' | 'schema';

/** How an option is checked. One with a remedy is required. */
interface Option {
  readonly holds: Kind;
  readonly remedy?: string;
  /** The allowed values, if not any will do. */
  readonly oneOf?: readonly string[];
}

type OptionsOf<Level> = Readonly<Record<keyof Level & string, Option>>;

const text = (remedy: string): Option => ({ holds: 'text', remedy });
const number = (remedy: string): Option => ({ holds: 'number', remedy });

const FLOWS = 'supportIssuedToken, tokenByEnabling, tokenOnTab or personalToken';

const DEFINITION: OptionsOf<ConnectorDefinition<z.ZodObject>> = {
  id: text("write a short name for URLs, such as id: 'flow'"),
  displayName: text('write the name of the product'),
  tutorial: text("write the URL of Microsoft's tutorial for it"),
  settings: { holds: 'schema' },
  users: { holds: 'list', remedy: 'write the rows of its user table' },
  groups: { holds: 'list' },
  extensions: { holds: 'object' },
  resources: { holds: 'list' },
  singleRole: { holds: 'object' },
  token: { holds: 'object', remedy: `choose a token flow: ${FLOWS}` },
  refuse: { holds: 'function' },
  path: { holds: 'text' },
  cannotDisable: { holds: 'text' },
  demo: { holds: 'object' },
  assumptions: { holds: 'list' },
  unmapped: { holds: 'text', oneOf: ['ignore', 'refuse'] },
  searchedBy: { holds: 'text', oneOf: ['indexes', 'everything'] },
  departuresOff: { holds: 'list', oneOf: Object.keys(departures) },
};

const ROW: OptionsOf<MappingRow> = {
  path: text("write attribute('userName', 'string')"),
  type: text("write attribute('userName', 'string')"),
  required: { holds: 'flag' },
  filterable: { holds: 'flag' },
  matching: { holds: 'number' },
  from: { holds: 'text' },
  unmapped: { holds: 'flag' },
  assumed: { holds: 'text' },
};

const EXTENSIONS: OptionsOf<NonNullable<ConnectorDefinition<z.ZodObject>['extensions']>> = {
  users: { holds: 'list' },
  groups: { holds: 'list' },
};

const RESOURCE: OptionsOf<ResourceDefinition> = {
  name: text("write one such as 'Device'"),
  endpoint: text("write one such as '/Devices'"),
  schema: { holds: 'object', remedy: 'write what defineSchema makes' },
  extensions: { holds: 'list' },
  rows: { holds: 'list', remedy: 'write a row for each attribute' },
};

const SINGLE_ROLE: OptionsOf<SingleRole<unknown>> = {
  path: text('write the path of the row that holds the role'),
  allowed: { holds: 'function' },
  assumed: { holds: 'text' },
};

type OneFlow<K extends TokenFlow['kind']> = OptionsOf<Extract<TokenFlow, { kind: K }>>;

const EVERY_FLOW = {
  kind: { holds: 'text' },
  maxTokens: number('write how many tokens may work at the same time'),
  assumptions: { holds: 'list' },
} as const;
const OVERLAP = number('write for how many days the old token keeps working');
const WHERE = text('write where in the product the token is made');
const ENABLES = text('write the label of the switch');

const TOKENS: { readonly [K in TokenFlow['kind']]: OneFlow<K> } = {
  'support-issued': {
    ...EVERY_FLOW,
    overlapDays: OVERLAP,
    entitlement: { holds: 'text' },
    instructions: text('write in a sentence how a customer gets a token'),
    linkHours: number('write for how many hours a hand-over link works'),
  },
  'enabled-by-admin': { ...EVERY_FLOW, overlapDays: OVERLAP, where: WHERE, enables: ENABLES },
  'made-on-tab': { ...EVERY_FLOW, overlapDays: OVERLAP, where: WHERE, enables: ENABLES },
  personal: {
    ...EVERY_FLOW,
    overlapDays: { holds: 'number' },
    where: WHERE,
    scope: text('write the scope that provisioning needs'),
    otherScopes: { holds: 'list' },
  },
};

/**
 * Checks the options of a definition: none is unknown, none has a value of the wrong type, and none is missing. TypeScript
 * finds the same mistakes, except in JavaScript.
 *
 * @throws Error with the place and the remedy: `users[2]: unknown option "requird"; did you mean required?`
 */
export function checkDefinition(written: unknown): void {
  const definition = checkLevel('', written, DEFINITION);
  for (const name of ['users', 'groups']) checkRows(name, definition[name]);
  if (definition['extensions'] !== undefined)
    checkLevel('extensions: ', definition['extensions'], EXTENSIONS);
  for (const [at, one] of listIn(definition['resources']).entries()) {
    const place = `resources[${at}]`;
    const { rows } = checkLevel(`${place}: `, one, RESOURCE);
    checkRows(`${place}.rows`, rows);
  }
  if (definition['singleRole'] !== undefined)
    checkLevel('singleRole: ', definition['singleRole'], SINGLE_ROLE);
  checkToken(definition['token']);
}

type Written = Readonly<Record<string, unknown>>;

function isRecord(value: unknown): value is Written {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function listIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function checkRows(place: string, rows: unknown): void {
  for (const [at, row] of listIn(rows).entries()) checkLevel(`${place}[${at}]: `, row, ROW);
}

function checkToken(token: unknown): void {
  const kind = isRecord(token) ? token['kind'] : undefined;
  const options = isFlow(kind) ? TOKENS[kind] : undefined;
  if (options === undefined) throw new Error(`token: this is not a token flow: make one with ${FLOWS}`);
  checkLevel('token: ', token, options);
}

function isFlow(kind: unknown): kind is TokenFlow['kind'] {
  return typeof kind === 'string' && Object.hasOwn(TOKENS, kind);
}

function checkLevel(place: string, written: unknown, options: Readonly<Record<string, Option>>): Written {
  if (!isRecord(written)) throw new Error(`${place}this must be an object with ${namesOf(options)}`);
  // First, because a misspelt option explains why the right one is missing.
  const unknown = unknownOption(written, Object.keys(options));
  if (unknown !== undefined) throw new Error(`${place}${unknown}`);
  for (const [name, option] of Object.entries(options)) {
    const problem = problemOf(name, written[name], option);
    if (problem !== undefined) throw new Error(`${place}${problem}`);
  }
  return written;
}

/** The required options, or all if none is required. */
function namesOf(options: Readonly<Record<string, Option>>): string {
  const needed = Object.keys(options).filter((name) => options[name]?.remedy !== undefined);
  return (needed.length > 0 ? needed : Object.keys(options)).join(', ');
}

function problemOf(name: string, value: unknown, { holds, remedy, oneOf }: Option): string | undefined {
  const isBlank = typeof value === 'string' && value.trim() === '';
  if (value === undefined || isBlank) {
    return remedy === undefined && !isBlank
      ? undefined
      : `it has no ${name}: ${remedy ?? 'write one, or leave it out'}`;
  }
  const [isHeld, description] = KINDS[holds];
  if (!isHeld(value)) return `${name} must be ${description}`;
  const words = holds === 'list' ? listIn(value) : [value];
  const unknown = oneOf && words.find((word) => !oneOf.includes(String(word)));
  return oneOf && unknown !== undefined
    ? `${name}: unknown value "${String(unknown)}"${didYouMean(String(unknown), oneOf)}`
    : undefined;
}

const KINDS: Readonly<Record<Kind, readonly [isHeld: (value: unknown) => boolean, description: string]>> = {
  text: [(value) => typeof value === 'string', 'a string'],
  number: [(value) => typeof value === 'number' && value >= 0, 'a number'],
  flag: [(value) => typeof value === 'boolean', 'true or false'],
  list: [Array.isArray, 'a list'],
  object: [isRecord, 'an object'],
  function: [(value) => typeof value === 'function', 'a function'],
  schema: [
    (value) => isRecord(value) && typeof value['safeParse'] === 'function',
    'a zod schema, such as z.strictObject({})',
  ],
};
