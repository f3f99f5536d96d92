/** A request as Entra sends it, with made-up values. */
export interface CapturedRequest {
  readonly method: 'GET' | 'POST' | 'PATCH';
  readonly path: string;
  readonly body?: unknown;
}

/** One way in which Entra departs from the RFCs. */
export interface Departure {
  /** The rule of RFC 7643 or 7644 that it breaks, and where it was seen. */
  readonly evidence: string;
  /** What accepting it does. */
  readonly effect: string;
  /** A request that needs it. */
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
 * Every departure from the RFCs that Entra needs, with its evidence and a captured request. All are accepted unless a
 * parse context switches them off. Code asks for a departure by name and never tests for Entra.
 */
export const departures = {
  'op-in-any-case': {
    evidence: 'RFC 7644 §3.5.2 lists lower-case values. The default dialect writes Add, Replace, Remove.',
    effect: 'The name of an operation may be in any letter case.',
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
    evidence: 'RFC 7644 §3.5.2.2 gives remove no value: read strictly, this request empties the group.',
    effect:
      'A remove with a list of values removes only those elements. Without this departure it is refused.',
    captured: patch('/Groups/77', { op: 'Remove', path: 'members', value: [{ $ref: null, value: '2819' }] }),
  },
  'create-on-absent': {
    evidence: 'RFC 7644 §3.5.2.3 requires noTarget. Both dialects write to elements that do not exist yet.',
    effect:
      'When a value filter of eq comparisons matches nothing, the element that it describes is created.',
    captured: patch('/Users/2819', {
      op: 'Replace',
      path: 'emails[type eq "work"].value',
      value: 'mira@fjordline.example',
    }),
  },
  'empty-value-clears': {
    evidence:
      'RFC 7643 §2.5 names only null and []. Microsoft’s gallery tests send "" and expect the attribute to be absent.',
    effect: 'An empty string unassigns the attribute. If nothing was assigned, nothing happens.',
    captured: patch('/Users/2819', { op: 'Replace', path: 'title', value: '' }),
  },
  'boolean-as-string': {
    evidence: 'RFC 7643 §2.3.2 has JSON booleans. The default dialect sends "True" and "False".',
    effect: 'The strings true and false, in any letter case, are read as booleans.',
    captured: patch('/Users/2819', { op: 'Replace', path: 'active', value: 'False' }),
  },
  'number-as-text': {
    evidence: 'RFC 7643 §2.3.3 and §2.3.4 have JSON numbers. Entra maps from strings and sends "7".',
    effect: 'A string that holds a JSON number is read as that number, also in the path of a PATCH.',
    captured: patch('/Users/2819', { op: 'Replace', path: `${BADGE}:floor`, value: '7' }),
  },
  'json-in-string': {
    evidence: 'The default dialect sends complex app-role values as JSON text inside the value.',
    effect:
      'A string that holds a JSON object, alone or inside a value, is read as that element; a JSON array as the list. An add leaves out elements whose value is there.',
    captured: patch('/Users/2819', {
      op: 'Add',
      path: 'roles',
      value: [{ value: '{"id":"18d1","value":"Editor","displayName":"Editor"}' }],
    }),
  },
  'complex-as-string': {
    evidence: 'RFC 7643 §4.3 has a complex manager. Entra sends only the id, in PATCH and in POST.',
    effect: 'A string for a complex attribute is read as its value sub-attribute.',
    captured: patch('/Users/2819', { op: 'Add', path: `${ENTERPRISE}:manager`, value: '4711' }),
  },
  'complex-as-array': {
    evidence: "RFC 7643 §4.3 has one manager. Microsoft's reference sample sends it in an array.",
    effect: 'For a single-valued complex attribute, an array of one object is read as that object.',
    captured: patch('/Users/2819', {
      op: 'Add',
      path: `${ENTERPRISE}:manager`,
      value: [{ $ref: null, value: '4711' }],
    }),
  },
  'element-as-string': {
    evidence: "RFC 7643 §2.4 has objects. Microsoft's request collection adds members as bare strings.",
    effect: 'A string in the list of a multi-valued attribute is read as the value of an element.',
    captured: patch('/Groups/77', { op: 'add', path: 'members', value: ['2819'] }),
  },
  'element-as-object': {
    evidence: 'RFC 7643 §2.3 has bare values. Entra sends every list as objects with a value.',
    effect: 'In a list of simple values, an object with a value is read as that value.',
    captured: patch('/Users/2819', { op: 'Add', path: `${BADGE}:tags`, value: [{ value: 'night shift' }] }),
  },
  'unqualified-extension-attribute': {
    evidence: "RFC 7644 §3.10 asks for the URN. Microsoft's reference sample writes the path as manager.",
    effect: 'An attribute name that only one extension has is found there without its URN.',
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
    evidence: 'RFC 7643 §3 allows only the schemas of the type. Entra adds a URI of its own to every group.',
    effect: 'A schema URN that the resource type does not have is ignored.',
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
    effect: 'Extension data is accepted although schemas does not list its URN.',
    captured: {
      method: 'POST',
      path: '/Users',
      body: { schemas: [CORE_USER], userName: 'mira@fjordline.example', [ENTERPRISE]: { department: 'Ops' } },
    },
  },
  'disable-first': {
    evidence:
      'RFC 7644 §3.5.2 refuses a PATCH as a whole. Entra sends a disable together with other changes, and repeats a refused request for ever.',
    effect:
      'A PATCH that sets active to false always disables. Operations that fail beside it are left out, and the log names them.',
    captured: patch(
      '/Users/2819',
      { op: 'Add', path: 'cost center', value: 'Harbour' },
      { op: 'Replace', path: 'active', value: 'False' },
    ),
  },
  'absent-active-keeps-disabled': {
    evidence:
      'RFC 7644 §3.5.2.2 unassigns what is removed. Entra leaves active out, or clears it, when its mapping yields no value.',
    effect: 'A disabled user stays disabled when active is left out, removed or cleared. Only true enables.',
    captured: patch('/Users/2819', { op: 'Replace', path: 'active', value: '' }),
  },
} as const satisfies Record<string, Departure>;

/**
 * The id of a departure.
 *
 * @example
 * const id: DepartureId = 'op-in-any-case';
 */
export type DepartureId = keyof typeof departures;
