import type { Json } from '@scimwright/core';
import { PATCH_OP } from '@scimwright/core/messages';
import { send, type Answer, type Credentials } from './send.ts';

export function patchResource(
  credentials: Credentials,
  path: string,
  ...Operations: readonly Json[]
): Promise<Answer> {
  return send(credentials, { method: 'PATCH', path, body: { schemas: [PATCH_OP], Operations } });
}
