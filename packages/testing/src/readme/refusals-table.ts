import type { Connector, TokenFlow } from '@scimwright/connector-kit';
import {
  neededEntitlements,
  tokenScopes,
  refusalToAccept,
  type TokenTenant,
} from '@scimwright/connector-kit/internal';
import { markdownTable } from './markdown-table.ts';

type Refusal = readonly [status: number, says: string, remedy: string];

/**
 * The table of refusals in a README: the answer to Entra, and the remedy for an administrator. `…` stands for the variable
 * part.
 *
 * @example
 * refusalsTable(bic).split('\n')[0]; // the titles of the columns
 */
export function refusalsTable(connector: Connector): string {
  const refusals = [
    ...ofTokens(connector),
    ...ofTenants(connector),
    ...ofUrls(connector),
    ...ofPeople(connector),
  ];
  return markdownTable(
    ['Status', 'It says', 'What to do'],
    refusals.map(([status, says, remedy]) => [String(status), says, remedy]),
  );
}

function ofTokens({ path, token, displayName }: Connector): readonly Refusal[] {
  const another = newToken(token);
  return [
    [401, 'Send the secret token in the header …', 'Secret Token is empty: fill it in.'],
    [401, 'The token contains a space. …', 'Copy it again, in one piece.'],
    [
      401,
      'This is not a token of this service, or part of it is missing. …',
      'Copy it again, from `scimw_` to its end.',
    ],
    [
      401,
      'This token is not valid for this Tenant URL. …',
      path.includes(':tenant')
        ? `Tenant URL and Secret Token are of two ${displayName} tenants, or the token is of another product.`
        : 'It is a token of another product.',
    ],
    [401, 'This token was revoked. …', another],
    [401, 'This token has expired. …', another],
  ];
}

function newToken(policy: TokenFlow): string {
  const how =
    policy.kind === 'support-issued' ? policy.instructions : `Make a new one under ${policy.where}.`;
  return `${how} Put the new token into Entra.`;
}

/** The refusals of the token flow, taken from the code that refuses. */
function ofTenants({ token, displayName }: Connector): readonly Refusal[] {
  const [scope, ...others] = tokenScopes(token);
  const entitlements = neededEntitlements(token);
  const good: TokenTenant = { enabled: true, entitlements };
  const asked: readonly (readonly [tenant: TokenTenant, scope: string, end: string])[] = [
    ...(entitlements.length === 0 ? [] : [[{ ...good, entitlements: [] }, scope, SAME] as const]),
    ...others.slice(0, 1).map((other) => [good, other, ''] as const),
    [{ ...good, enabled: false }, scope, SAME],
  ];
  return asked.flatMap(([tenant, of, end]): readonly Refusal[] => {
    const said = refusalToAccept({ policy: token, product: displayName, tenant, scope: of });
    const [, says, remedy] = /^(.*?[.:]) (.*)$/.exec(said ?? '') ?? [];
    return says === undefined || remedy === undefined
      ? []
      : [[403, `${says} …`, `${remedy.charAt(0).toUpperCase()}${remedy.slice(1)}${end}`]];
  });
}

const SAME = ' The same token works then.';

function ofUrls({ path, groups, displayName }: Connector): readonly Refusal[] {
  const end = `It ends in \`${path.replace(':tenant', '<tenant>')}\``;
  return [
    [404, 'The Tenant URL has its path twice. …', `${end}; Entra adds the rest.`],
    [404, 'The Tenant URL ends in /Users, …', `${end}; Entra adds the rest.`],
    [404, 'There is nothing at this path. …', `${end}; copy it again.`],
    ...(groups === undefined
      ? [[404, `${displayName} has no groups. …`, 'Switch the mapping of groups off in Entra.'] as const]
      : []),
  ];
}

function ofPeople({ users, groups, singleRole }: Connector): readonly Refusal[] {
  return [
    [
      400,
      '`…` is required: in Entra, map it to a source attribute …',
      'Fill the source attribute of this person, or map another.',
    ],
    ...ofRoles(singleRole),
    ...(users.type.searchedBy === 'indexes'
      ? [
          [
            400,
            'User resources are found by eq on …',
            'Choose one of the attributes it names as the matching attribute.',
          ] as const,
        ]
      : []),
    [
      409,
      'Another User of this tenant has this userName. …',
      'Two people have one name, or Entra matches by something else than `userName`.',
    ],
    ...(groups === undefined
      ? []
      : [
          [
            409,
            'Another Group of this tenant has this displayName. …',
            'Rename one of the two groups: Entra matches them by name.',
          ] as const,
        ]),
  ];
}

function ofRoles(singleRole: Connector['singleRole']): readonly Refusal[] {
  if (singleRole === undefined) return [];
  const { path, isLimited } = singleRole;
  const [name = path] = path.split(/[[.]/, 1);
  return [
    ...(isLimited
      ? [
          [
            400,
            `\`${path}\` names a role that this tenant does not have. …`,
            'Assign one of the app roles that it names, or ask support to add the role to the settings of your tenant.',
          ] as const,
        ]
      : []),
    [
      400,
      `${name} has several values, and this application takes one: …`,
      'Map the role by `SingleAppRoleAssignment`.',
    ],
  ];
}
