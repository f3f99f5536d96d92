import type { Drawn, Whom } from './drawn-operations.fixture.ts';

const urn = (name: string) => `urn:ietf:params:scim:${name}`;
export const USER = urn('schemas:core:2.0:User');
export const GROUP = urn('schemas:core:2.0:Group');
const ENTERPRISE = urn('schemas:extension:enterprise:2.0:User');
const PATCH_OP = urn('api:messages:2.0:PatchOp');

/** An operation in the form of a bulk request; a single request has the same parts. */
export interface WrittenOperation {
  readonly method: string;
  readonly path: string;
  readonly data?: object;
  readonly version?: string;
}

/** Writes an operation; `idOf` returns the id or reference of a target. */
export function writeOperation(drawn: Drawn, idOf: (whom: Whom) => string): WrittenOperation {
  const patch = (...Operations: object[]): object => ({ schemas: [PATCH_OP], Operations });
  const membersOf = (whoms: readonly Whom[]) => whoms.map((whom) => ({ value: idOf(whom) }));
  switch (drawn.kind) {
    case 'user': {
      const manager = drawn.manager && { [ENTERPRISE]: { manager: { value: idOf(drawn.manager) } } };
      const data = { schemas: [USER, ENTERPRISE], userName: drawn.name, ...manager };
      return { method: 'POST', path: '/Users', data };
    }
    case 'group': {
      const data = { schemas: [GROUP], displayName: drawn.name, members: membersOf(drawn.members) };
      return { method: 'POST', path: '/Groups', data };
    }
    case 'rename': {
      const data = patch({ op: 'replace', path: 'userName', value: drawn.name });
      const version = drawn.stale ? { version: 'W/"1"' } : {};
      return { method: 'PATCH', path: `/Users/${idOf(drawn.who)}`, data, ...version };
    }
    case 'retitle': {
      const path = `/Users/${idOf(drawn.who)}`;
      const put = { schemas: [USER], userName: 'ada', title: drawn.title };
      const data = drawn.by === 'PUT' ? put : patch({ op: 'replace', path: 'title', value: drawn.title });
      return { method: drawn.by, path, data };
    }
    case 'join': {
      const [first] = drawn.members;
      const operation =
        drawn.op === 'add' || first === undefined
          ? { op: 'add', path: 'members', value: membersOf(drawn.members) }
          : { op: 'remove', path: `members[value eq "${idOf(first)}"]` };
      return { method: 'PATCH', path: `/Groups/${idOf(drawn.group)}`, data: patch(operation) };
    }
    case 'regroup': {
      const data = patch({ op: 'replace', path: 'displayName', value: drawn.name });
      return { method: 'PATCH', path: `/Groups/${idOf(drawn.group)}`, data };
    }
    case 'delete':
      return { method: 'DELETE', path: `${drawn.type}/${idOf(drawn.who)}` };
    case 'nonsense':
      return { method: 'POST', path: '/Users', data: { schemas: [USER] } };
    default:
      return drawn satisfies never;
  }
}

/** The targets of an operation. */
export function meant(drawn: Drawn): readonly Whom[] {
  const found: Whom[] = [];
  writeOperation(drawn, (whom) => {
    found.push(whom);
    return '';
  });
  return found;
}
