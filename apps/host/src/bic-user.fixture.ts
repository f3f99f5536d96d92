/** A user as Entra creates one in BIC. */
export function bicUser(userName: string, more: object = {}): object {
  return {
    schemas: [
      'urn:ietf:params:scim:schemas:core:2.0:User',
      'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User',
    ],
    userName,
    displayName: userName,
    active: true,
    emails: [{ primary: true, type: 'work', value: `${userName}@contoso.example` }],
    roles: [{ primary: true, type: 'WindowsAzureActiveDirectoryRole', value: 'Editor' }],
    'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': { organization: 'Contoso' },
    meta: { resourceType: 'User' },
    ...more,
  };
}

/** A group as Entra creates one in BIC. */
export function bicGroup(displayName: string): object {
  return {
    schemas: [
      'urn:ietf:params:scim:schemas:core:2.0:Group',
      'http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group',
    ],
    externalId: `external-${displayName}`,
    displayName,
    meta: { resourceType: 'Group' },
  };
}

/** A PATCH that adds members, in Entra's default dialect. */
export function addMembers(...ids: readonly string[]): object {
  return {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
    Operations: [{ op: 'Add', path: 'members', value: ids.map((value) => ({ $ref: null, value })) }],
  };
}
