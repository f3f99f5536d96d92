import { openParseContext } from '../../../packages/core/src/index.ts';
import { parseAttributePath, bindPath } from '../../../packages/core/src/path/index.ts';
import type { Resource, ResourceType } from '../../../packages/core/src/index.ts';
import type { BoundOperation } from '../../../packages/core/src/patch/index.ts';
import type { BoundRow, ProfileDefinition } from '../../../packages/core/src/profile/index.ts';
import type { Attribute, BoundPath, Slot, Target } from '../../../packages/core/src/schema/index.ts';
import { userType } from './shared.ts';

export const userName: Attribute = bound('userName').attribute;
export const active: Attribute = bound('active').attribute;
export const emails: Attribute = bound('emails').attribute;
export const typeAttribute: Attribute = part('emails.type');
export const emailsValuePath: BoundPath = bound('emails.value');

export const workSlot: Slot = { discriminator: typeAttribute, value: 'work', subAttributes: ['value'] };
export const workMail: Target = {
  kind: 'element',
  path: { ...emailsValuePath, sub: part('emails.value') },
  slot: workSlot,
};

/** The body of a request, and a user as it is stored. */
export declare const body: unknown;
export declare const user: Resource;
export declare const operations: readonly BoundOperation[];

/** A resource type with all that its schemas have, and the rows that narrow it. */
export declare const wholeUser: ResourceType;
export declare const rows: readonly BoundRow[];
export declare const definition: ProfileDefinition;

function bound(text: string): BoundPath {
  const path = parseAttributePath(text);
  const found = path && bindPath(path, userType, openParseContext());
  if (found === undefined) throw new Error(`The prelude has no ${text}.`);
  return found;
}

function part(text: string): Attribute {
  const { sub } = bound(text);
  if (sub === undefined) throw new Error(`The prelude has no ${text}.`);
  return sub;
}
