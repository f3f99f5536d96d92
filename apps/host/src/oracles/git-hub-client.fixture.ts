import { Octokit } from '@octokit/core';
import { enterpriseCloud } from '@octokit/plugin-enterprise-cloud';
import type { TenantCredentials } from '@scimwright/conformance';

const GitHub = Octokit.plugin(enterpriseCloud);

/** An answer as the client has it. */
interface GitHubAnswer {
  readonly status: number;
  readonly data: Readonly<Record<string, unknown>>;
}

/** What the client has of SCIM. Its types name what GitHub reads alone, and its index would make each method optional. */
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
 * GitHub's own client of its SCIM service, for a tenant of ours: its URLs lose what GitHub's have before `/Users`, and
 * its requests what GitHub asks beyond SCIM, the name of the enterprise.
 *
 * @param accept - what it is told to accept; without it, its own media type
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
