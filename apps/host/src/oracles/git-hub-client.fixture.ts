import { Octokit } from '@octokit/core';
import { enterpriseCloud } from '@octokit/plugin-enterprise-cloud';
import type { TenantCredentials } from '@scimwright/conformance';

const GitHub = Octokit.plugin(enterpriseCloud);

/** An answer as the client returns it. */
interface GitHubAnswer {
  readonly status: number;
  readonly data: Readonly<Record<string, unknown>>;
}

/** The client's SCIM methods. Its own types have only the parameters of GitHub, and its index makes each method optional. */
type GitHubClient = Readonly<
  Record<
    | 'provisionEnterpriseUser'
    | 'getProvisioningInformationForEnterpriseUser'
    | 'listProvisionedIdentitiesEnterprise'
    | 'updateAttributeForEnterpriseUser'
    | 'setInformationForProvisionedEnterpriseUser'
    | 'deleteUserFromEnterprise'
    | 'provisionEnterpriseGroup'
    | 'getProvisioningInformationForEnterpriseGroup'
    | 'listProvisionedGroupsEnterprise'
    | 'updateAttributeForEnterpriseGroup'
    | 'setInformationForProvisionedEnterpriseGroup'
    | 'deleteScimGroupFromEnterprise',
    (parameters: object) => Promise<GitHubAnswer>
  >
>;

/**
 * GitHub's own SCIM client for one of our tenants. It removes the parts that only GitHub has: the path before `/Users`
 * and the name of the enterprise.
 *
 * @param accept - the media type to accept; by default the client's own
 */
export function gitHubClient({ tenantUrl, secretToken }: TenantCredentials, accept?: string): GitHubClient {
  const github = new GitHub({ baseUrl: tenantUrl, log: quiet });
  github.hook.before('request', (options) => {
    options.url = options.url.replace(/^\/scim\/v2\/enterprises\/[^/]+/, '');
    Reflect.deleteProperty(options, 'enterprise');
    options.headers.authorization = `Bearer ${secretToken}`;
    if (accept !== undefined) options.headers.accept = accept;
  });
  return github.enterpriseAdmin as unknown as GitHubClient; // its methods, with wider parameters
}

const quiet = { debug() {}, info() {}, warn() {}, error() {} };
