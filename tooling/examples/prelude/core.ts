import { openParseContext } from '../../../packages/core/src/index.ts';
import { parseAttributePath, bindPath } from '../../../packages/core/src/path/index.ts';
import type { Resource } from '../../../packages/core/src/index.ts';
import type { BoundOperation } from '../../../packages/core/src/patch/index.ts';
import type { Attribute, BoundPath, Slot, Target } from '../../../packages/core/src/schema/index.ts';
import { userType } from './shared.ts';

export const userName: Attribute = bound('userName').attribute;
export const active: Attribute = bound('active').attribute;
export const emails: Attribute = bound('emails').attribute;
const typeAttribute: Attribute = part('emails.type');
export const emailsValuePath: BoundPath = bound('emails.value');

const workSlot: Slot = { discriminator: typeAttribute, value: 'work', subAttributes: ['value'] };
export const workMail: Target = {
  kind: 'element',
  path: { ...emailsValuePath, sub: part('emails.value') },
  slot: workSlot,
};

/** The body of a request, and a stored user. */
export declare const body: unknown;
export declare const user: Resource;
export declare const operations: readonly BoundOperation[];

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
