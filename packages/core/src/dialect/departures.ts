/** A request as Entra sends it, in our own words and values. */
export interface CapturedRequest {
  readonly method: 'GET' | 'POST' | 'PATCH';
  readonly path: string;
  readonly body?: unknown;
}

/** One habit of Entra that the RFCs do not provide for. */
export interface Departure {
  /** Which rule of RFC 7643 or 7644 it departs from, and where it was seen. */
  readonly evidence: string;
  /** What accepting it does. */
  readonly effect: string;
  /** A request that has it. */
  readonly captured: CapturedRequest;
}

const PATCH_OP = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
const CORE_USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const BADGE = 'urn:fjordline:scim:schemas:extension:badge:2.0:User';

const patch = (path: string, ...Operations: unknown[]): CapturedRequest => ({
  method: 'PATCH',
  path,
  body: { schemas: [PATCH_OP], Operations },
});
const find = (path: string, filter: string): CapturedRequest => ({
  method: 'GET',
  path: `${path}?filter=${encodeURIComponent(filter)}`,
});

/**
 * Every departure from the RFCs that Entra needs, each with its evidence and a request that has it. All are on
 * unless a reading switches them off; the code asks for one by its name where it meets it, and nowhere tests for Entra.
 */
export const departures = {
  'op-in-any-case': {
    evidence: 'RFC 7644 §3.5.2 lists lower-case values. The default dialect writes Add, Replace, Remove.',
    effect: 'The name of an operation is read in any letter case.',
    captured: patch('/Users/2819', { op: 'Replace', path: 'displayName', value: 'Mira Rao' }),
  },
  'empty-operations': {
    evidence: "RFC 7644 §3.5.2 asks for at least one operation. Microsoft's validator has sent none.",
    effect: 'An empty Operations array changes nothing and succeeds.',
    captured: patch('/Users/2819'),
  },
  'flat-value-map': {
    evidence: 'RFC 7644 §3.5.2 knows attribute names as keys. aadOptscim062020 sends whole paths as keys.',
    effect: 'A key of a path-less value that is a dotted or URN-qualified path is read as that path.',
    captured: patch('/Users/2819', {
      op: 'replace',
      value: { 'name.familyName': 'Rao-Lund', [`${ENTERPRISE}:department`]: 'Harbour Ops' },
    }),
  },
  'remove-by-value-list': {
    evidence: 'RFC 7644 §3.5.2.2 has no value in remove; read strictly, this would empty the group.',
    effect: 'A remove with a list of values removes those elements alone. Without this, it is refused.',
    captured: patch('/Groups/77', { op: 'Remove', path: 'members', value: [{ $ref: null, value: '2819' }] }),
  },
  'create-on-absent': {
    evidence: 'RFC 7644 §3.5.2.3 answers noTarget. Both dialects write to elements that do not exist yet.',
    effect: 'A value filter of eq comparisons without a match creates the element that it describes.',
    captured: patch('/Users/2819', {
      op: 'Replace',
      path: 'emails[type eq "work"].value',
      value: 'mira@fjordline.example',
    }),
  },
  'empty-value-clears': {
    evidence: 'RFC 7643 §2.5 names null and []. Microsoft’s gallery tests patch "" and expect nothing there.',
    effect: 'An empty string unassigns the attribute; where nothing was assigned, nothing happens.',
    captured: patch('/Users/2819', { op: 'Replace', path: 'title', value: '' }),
  },
  'boolean-as-string': {
    evidence: 'RFC 7643 §2.3.2 has JSON booleans. The default dialect sends "True" and "False".',
    effect: 'The strings true and false, in any letter case, are read as booleans.',
    captured: patch('/Users/2819', { op: 'Replace', path: 'active', value: 'False' }),
  },
  'number-as-text': {
    evidence: 'RFC 7643 §2.3.3 and §2.3.4 have JSON numbers. Entra maps from text and sends "7".',
    effect:
      'A text that is a number, written as in JSON, is read as that number; in the path of a PATCH too.',
    captured: patch('/Users/2819', { op: 'Replace', path: `${BADGE}:floor`, value: '7' }),
  },
  'json-in-string': {
    evidence: 'The default dialect sends complex app-role values as JSON text inside the value.',
    effect:
      'The JSON text of an object, alone or inside a value, is read as that element; that of an array as the list.',
    captured: patch('/Users/2819', {
      op: 'Add',
      path: 'roles',
      value: [{ value: '{"id":"18d1","value":"Editor","displayName":"Editor"}' }],
    }),
  },
  'complex-as-string': {
    evidence: 'RFC 7643 §4.3 has a complex manager. Entra sends the id alone, in PATCH and in POST.',
    effect: 'A string for a complex attribute that has a value is read as that value.',
    captured: patch('/Users/2819', { op: 'Add', path: `${ENTERPRISE}:manager`, value: '4711' }),
  },
  'complex-as-array': {
    evidence: "RFC 7643 §4.3 has one manager. Microsoft's reference sample sends it in an array.",
    effect: 'An array of one object for a single complex attribute is read as that object.',
    captured: patch('/Users/2819', {
      op: 'Add',
      path: `${ENTERPRISE}:manager`,
      value: [{ $ref: null, value: '4711' }],
    }),
  },
  'element-as-string': {
    evidence: "RFC 7643 §2.4 has objects. Microsoft's request collection adds members as bare strings.",
    effect: 'A string among the elements of a multi-valued attribute is read as the value of an element.',
    captured: patch('/Groups/77', { op: 'add', path: 'members', value: ['2819'] }),
  },
  'element-as-object': {
    evidence: 'RFC 7643 §2.3 has bare values. Entra sends every list as objects with a value.',
    effect: 'An object with a value in a list of simple values is read as that value.',
    captured: patch('/Users/2819', { op: 'Add', path: `${BADGE}:tags`, value: [{ value: 'night shift' }] }),
  },
  'unqualified-extension-attribute': {
    evidence: "RFC 7644 §3.10 asks for the URN. Microsoft's reference sample writes the path as manager.",
    effect: 'A name that only one extension has is found there without its URN.',
    captured: patch('/Users/2819', { op: 'Replace', path: 'department', value: 'Harbour Ops' }),
  },
  'value-path-compare': {
    evidence:
      'RFC 7644 §3.4.2.2 has no comparison after a value filter. Entra matches by work mail this way.',
    effect: 'x[f].y eq v is read as x[f and y eq v].',
    captured: find('/Users', 'emails[type eq "work"].value eq "mira@fjordline.example"'),
  },
  'unquoted-operand': {
    evidence: "RFC 7644 §3.4.2.2 quotes strings. One of Microsoft's examples does not.",
    effect: 'A bare word as operand is read as a string.',
    captured: find('/Users', 'externalId eq mira.rao'),
  },
  'unescaped-quotes': {
    evidence: 'RFC 7644 §3.4.2.2 has JSON strings. Entra puts names into filters without escaping them.',
    effect: 'In a filter that is one eq comparison, everything between the outer quotes is the operand.',
    captured: find('/Groups', 'displayName eq "The "Dock" Planners"'),
  },
  'boolean-operand-as-string': {
    evidence: 'RFC 7644 §3.4.2.2 compares a boolean with true or false. Entra writes primary eq "True".',
    effect: 'A quoted true or false, in any letter case, compares with a boolean attribute.',
    captured: patch('/Users/2819', {
      op: 'Replace',
      path: 'roles[primary eq "True"].value',
      value: 'Editor',
    }),
  },
  'unknown-schema-urn': {
    evidence: 'RFC 7643 §3 allows schemas of the type alone. Entra adds a URI of its own to every group.',
    effect: 'A schema URN that the type does not have is neither stored nor refused.',
    captured: {
      method: 'POST',
      path: '/Groups',
      body: {
        schemas: [
          'urn:ietf:params:scim:schemas:core:2.0:Group',
          'http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group',
        ],
        displayName: 'Dock Planners',
      },
    },
  },
  'unlisted-extension': {
    evidence: 'RFC 7643 §3.3 lists every extension in schemas. Entra leaves custom extensions out.',
    effect: 'Extension data counts although its URN is not listed.',
    captured: {
      method: 'POST',
      path: '/Users',
      body: { schemas: [CORE_USER], userName: 'mira@fjordline.example', [ENTERPRISE]: { department: 'Ops' } },
    },
  },
  'disable-first': {
    evidence:
      'RFC 7644 §3.5.2 refuses a PATCH whole. Entra puts a disable beside other changes, and repeats what is refused for ever.',
    effect:
      'A PATCH that sets active to false does so. What fails beside it is left out, and the log says what that was.',
    captured: patch(
      '/Users/2819',
      { op: 'Add', path: 'cost center', value: 'Harbour' },
      { op: 'Replace', path: 'active', value: 'False' },
    ),
  },
  'absent-active-keeps-disabled': {
    evidence:
      'RFC 7644 §3.5.2.2 unassigns what is removed. Entra leaves active out, or clears it, where a mapping has no value.',
    effect: 'A user who is disabled stays so when active is left out, removed or cleared. Only true enables.',
    captured: patch('/Users/2819', { op: 'Replace', path: 'active', value: '' }),
  },
} as const satisfies Record<string, Departure>;

/**
 * The name of one departure.
 *
 * @example
 * const id: DepartureId = 'op-in-any-case';
 */
export type DepartureId = keyof typeof departures;
