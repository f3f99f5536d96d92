import { attribute, defineConnector, supportIssuedToken, type Connector } from '@scimwright/connector-kit';

/** A small connector with users and groups, for tests of the host itself. */
export const flowConnector = (
  id = 'flow',
  title: { readonly required?: boolean; readonly filterable?: boolean } = {},
  more: { readonly searchedBy?: 'everything' } = {},
) =>
  defineConnector({
    id,
    displayName: 'Contoso Flow',
    tutorial: 'https://learn.microsoft.com/entra/identity/saas-apps/tutorial-list',
    users: [
      attribute('userName', 'string', { required: true, filterable: true }),
      attribute('active', 'boolean'),
      attribute('title', 'string', title),
    ],
    groups: [
      attribute('displayName', 'string', { required: true, filterable: true }),
      attribute('members', 'reference'),
    ],
    ...more,
    token: supportIssuedToken({ instructions: 'Write to Flow support.' }),
  });

/** The same connector, where no two users may have the same title. */
export function withUniqueTitles<C extends Connector>(connector: C): C {
  const { type } = connector.users;
  const indexes = type.indexes.map((index) => (index.path === 'title' ? { ...index, unique: true } : index));
  return { ...connector, users: { ...connector.users, type: { ...type, indexes } } };
}
