import type { JsonObject } from '@scimwright/core';
import type { AppRole, AppRoles, ExpressionValue } from '../expression/value.ts';

/** The `type` of the roles that Entra writes. */
export const ROLE_TYPE = 'WindowsAzureActiveDirectoryRole';

/** Whether a value is the app roles of a user. */
export function isAppRoles(value: ExpressionValue): value is AppRoles {
  return typeof value === 'object' && value !== null && 'kind' in value;
}

/** A role as Entra writes it when it creates a user, and in the dialect of the flag. */
export function roleElement({ value, displayName }: AppRole, { assertive }: AppRoles): JsonObject {
  const name = assertive ? { display: displayName } : { displayName };
  return { primary: false, type: ROLE_TYPE, ...name, value: value ?? displayName };
}

/** A role as the default dialect adds it: JSON as the text of a value. */
export function roleInText({ id, value, displayName }: AppRole): JsonObject {
  return { value: JSON.stringify({ id, value, displayName }) };
}
