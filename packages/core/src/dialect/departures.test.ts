import { describe, expect, it } from 'vitest';
import { ScimError } from '../error.ts';
import { bindFilter } from '../filter/bind.ts';
import { parseFilter } from '../filter/parse.ts';
import { toPredicate } from '../filter/to-predicate.ts';
import { isObject, type JsonObject } from '../json.ts';
import { applyPatch } from '../patch/apply.ts';
import { bindPatch } from '../patch/bind.ts';
import { decodePatch } from '../patch/decode.ts';
import { applyLeniently, canLeaveOut, disables, parsePatchLeniently } from '../patch/lenient-patch.ts';
import { BADGE, badgedUser, group, wholeUser } from '../profile/profiles.fixture.ts';
import { parseResource } from '../resource/parse-resource.ts';
import { checkResource } from '../resource/check.ts';
import { ENTERPRISE_USER } from '../schema/urn.ts';
import type { ResourceType } from '../schema/resource-type.ts';
import { departures, type CapturedRequest, type DepartureId } from './departures.ts';
import { openParseContext, type ParseContext } from './parse-context.ts';

const mira: JsonObject = {
  userName: 'mira@fjordline.example',
  externalId: 'mira.rao',
  title: 'Dock Planner',
  active: true,
};
const miraWithMail = { ...mira, emails: [{ type: 'work', value: 'mira@fjordline.example' }] };
const planners: JsonObject = { displayName: 'The "Dock" Planners', externalId: 'g' };

/** Whether a query finds the resource, or the result of a create or PATCH, or the code of the refusal. */
function outcome({ method, path, body }: CapturedRequest, on: Case['on'], context: ParseContext): unknown {
  const type: ResourceType = on.type ?? (path.startsWith('/Groups') ? group.type : wholeUser.type);
  try {
    if (method === 'POST') return parseResource(body, type, context).resource;
    if (method === 'PATCH') return patchedOrDisabled(body, on.resource, type, context);
    const filter = new URL(path, 'https://x.example').searchParams.get('filter') ?? '';
    return toPredicate(bindFilter(parseFilter(filter, context), type, context))(on.resource);
  } catch (error) {
    if (error instanceof ScimError) return error.code;
    throw error;
  }
}

/** Like the server, leaves out refused values of a PATCH that disables. */
function patchedOrDisabled(
  body: unknown,
  before: JsonObject,
  type: ResourceType,
  context: ParseContext,
): unknown {
  try {
    return patched(body, before, type, context);
  } catch (refusal) {
    const trial = canLeaveOut(refusal) ? parsePatchLeniently(body, type, context) : undefined;
    if (
      trial === undefined ||
      !disables(trial.operations, type, context) ||
      !context.accept('disable-first')
    ) {
      throw refusal;
    }
    return applyLeniently(before, trial.operations, type, context).resource;
  }
}

function patched(body: unknown, before: JsonObject, type: ResourceType, context: ParseContext): unknown {
  const { resource, members } = applyPatch(
    before,
    bindPatch(decodePatch(body, context), type, context),
    type,
    context,
  );
  if (type.membership !== undefined) return members;
  checkResource(resource, type);
  return resource;
}

interface Case {
  /** The resource that the captured request is tried on, and the result. */
  readonly on: { readonly resource: JsonObject; readonly type?: ResourceType; readonly is: unknown };
  /** The result when the departure is off: another resource, or the code of a refusal. */
  readonly off: unknown;
}

const members = { clear: false, add: [], remove: [] };
const { title: _title, ...untitled } = mira;
const { active: _active, ...inactive } = mira;

/** One row for each departure; a missing one does not compile. */
const cases: Record<DepartureId, Case> = {
  'op-in-any-case': {
    on: { resource: mira, is: { ...mira, displayName: 'Mira Rao' } },
    off: 'invalidSyntax',
  },
  'empty-operations': { on: { resource: mira, is: mira }, off: 'invalidSyntax' },
  'flat-value-map': {
    on: {
      resource: mira,
      is: { ...mira, name: { familyName: 'Rao-Lund' }, [ENTERPRISE_USER]: { department: 'Harbour Ops' } },
    },
    off: 'invalidPath',
  },
  'remove-by-value-list': {
    on: { resource: planners, is: { ...members, remove: ['2819'] } },
    off: 'invalidValue',
  },
  'create-on-absent': { on: { resource: mira, is: miraWithMail }, off: 'noTarget' },
  'empty-value-clears': { on: { resource: mira, is: untitled }, off: { ...mira, title: '' } },
  'boolean-as-string': { on: { resource: mira, is: { ...mira, active: false } }, off: 'invalidValue' },
  'number-as-text': {
    on: { resource: mira, type: badgedUser.type, is: { ...mira, [BADGE]: { floor: 7 } } },
    off: 'invalidValue',
  },
  'json-in-string': {
    on: { resource: mira, is: { ...mira, roles: [{ value: 'Editor', display: 'Editor' }] } },
    off: { ...mira, roles: [{ value: '{"id":"18d1","value":"Editor","displayName":"Editor"}' }] },
  },
  'complex-as-string': {
    on: { resource: mira, is: { ...mira, [ENTERPRISE_USER]: { manager: { value: '4711' } } } },
    off: 'invalidValue',
  },
  'complex-as-array': {
    on: { resource: mira, is: { ...mira, [ENTERPRISE_USER]: { manager: { value: '4711' } } } },
    off: 'invalidValue',
  },
  'element-as-string': { on: { resource: planners, is: { ...members, add: ['2819'] } }, off: 'invalidValue' },
  'element-as-object': {
    on: { resource: mira, type: badgedUser.type, is: { ...mira, [BADGE]: { tags: ['night shift'] } } },
    off: 'invalidValue',
  },
  'unqualified-extension-attribute': {
    on: { resource: mira, is: { ...mira, [ENTERPRISE_USER]: { department: 'Harbour Ops' } } },
    off: mira, // outside the profile, so ignored
  },
  'value-path-compare': { on: { resource: miraWithMail, is: true }, off: 'invalidFilter' },
  'unquoted-operand': { on: { resource: mira, is: true }, off: 'invalidFilter' },
  'unescaped-quotes': { on: { resource: planners, is: true }, off: 'invalidFilter' },
  'boolean-operand-as-string': {
    on: { resource: mira, is: { ...mira, roles: [{ primary: true, value: 'Editor' }] } },
    off: 'invalidFilter',
  },
  'unknown-schema-urn': { on: { resource: {}, is: { displayName: 'Dock Planners' } }, off: 'invalidSyntax' },
  'unlisted-extension': {
    on: {
      resource: {},
      is: { userName: 'mira@fjordline.example', [ENTERPRISE_USER]: { department: 'Ops' } },
    },
    off: 'invalidSyntax',
  },
  'disable-first': { on: { resource: mira, is: { ...mira, active: false } }, off: 'invalidPath' },
  'absent-active-keeps-disabled': {
    on: { resource: { ...mira, active: false }, is: { ...mira, active: false } },
    off: inactive,
  },
};

const rows = Object.entries(departures).map(([id, departure]) => ({
  id: id as DepartureId, // a key of the table
  ...departure,
}));

describe.each(rows)('$id', ({ id, evidence, effect, captured }) => {
  const { on, off } = cases[id];

  it('is accepted and recorded', () => {
    const context = openParseContext();
    expect(outcome(captured, on, context)).toEqual(on.is);
    expect([...context.departures]).toContain(id);
  });

  it('is refused or read differently when only it is off, and not recorded', () => {
    const context = openParseContext({ off: [id] });
    expect(outcome(captured, on, context)).toEqual(off);
    expect([...context.departures]).not.toContain(id);
  });

  it('has its evidence, its effect and a well-formed request', () => {
    expect(evidence).toMatch(/RFC|dialect/);
    expect(effect).toMatch(/^[A-Za-z].*\.$/);
    expect(JSON.parse(JSON.stringify(captured))).toEqual(captured);
    expect(isObject('body' in captured ? captured.body : {})).toBe(true);
  });
});

describe('a request of the RFC uses no departure', () => {
  it.each<{ title: string; request: CapturedRequest; resource: JsonObject }>([
    {
      title: 'a create',
      request: {
        method: 'POST',
        path: '/Users',
        body: {
          schemas: ['urn:ietf:params:scim:schemas:core:2.0:User', ENTERPRISE_USER],
          userName: 'mira',
          active: true,
          emails: [{ value: 'a@x', primary: true }],
          [ENTERPRISE_USER]: { manager: { value: '1' } },
        },
      },
      resource: {},
    },
    {
      title: 'a query',
      request: {
        method: 'GET',
        path: '/Users?filter=userName+eq+%22mira%22+and+emails%5Btype+eq+%22work%22+and+primary+eq+true%5D',
      },
      resource: {},
    },
    {
      title: 'a PATCH',
      request: {
        method: 'PATCH',
        path: '/Users/1',
        body: {
          schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
          Operations: [
            { op: 'add', value: { nickName: 'M', emails: [{ type: 'work', value: 'a@x' }] } },
            { op: 'replace', path: 'emails[type eq "work"].value', value: 'b@x' },
            { op: 'replace', path: `${ENTERPRISE_USER}:manager`, value: { value: '1' } },
            { op: 'remove', path: 'title' },
          ],
        },
      },
      resource: mira,
    },
  ])('$title', ({ request, resource }) => {
    const context = openParseContext();
    expect(outcome(request, { resource, is: undefined }, context)).not.toBeTypeOf('string');
    expect([...context.departures]).toEqual([]);
  });
});
