import type { ScimBody } from './ask.fixture.ts';
import type { UserState } from './world.fixture.ts';

/** The state of a user in an answer. */
export function userIn({ userName = '', displayName = '', active, emails }: ScimBody): UserState {
  return { userName, displayName, active: active === true, mail: emails?.[0]?.value ?? '' };
}
