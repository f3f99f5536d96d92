import { issueToken, type IssuedToken, type WantedToken } from '@scimwright/server/admin';
import type { Tenant } from '@scimwright/store';
import { expect } from 'vitest';
import type { ConnectorSuite } from '../connector/connector-suite.ts';
import { send, type Answer } from '../serve/send.ts';

const PROBE = { method: 'GET', path: '/Users?filter=id+eq+%22nobody%22' };

/** The input of the tests of token flows. */
export interface TokenFlowSuite extends ConnectorSuite {
  /** Issues a token as an administrator does. */
  issue(tenant: Tenant, wanted?: Partial<WantedToken>): Promise<IssuedToken>;
  /** Sends a read to a Tenant URL with a token. */
  probe(
    tenant: Tenant,
    secretToken: string | undefined,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Answer>;
  /** Whether each of the tokens opens the endpoint. */
  works(tenant: Tenant, ...tokens: readonly string[]): Promise<readonly boolean[]>;
}

/** Adds the shared functions of the token flow tests to a suite. */
export function tokenFlowSuite(suite: ConnectorSuite): TokenFlowSuite {
  const { server } = suite;
  const probe: TokenFlowSuite['probe'] = (tenant, secretToken, headers = {}) =>
    send({ tenantUrl: server().tenantUrl(tenant), secretToken }, { ...PROBE, headers });
  return {
    ...suite,
    issue: (tenant, wanted) =>
      issueToken(server().admin, tenant, { description: 'Entra', createdBy: 'suite', ...wanted }),
    probe,
    async works(tenant, ...tokens) {
      const answers = await Promise.all(tokens.map((token) => probe(tenant, token)));
      return answers.map(({ status }) => status === 200);
    },
  };
}

/** Checks that an answer refuses a token as RFC 6750 says. */
export function expectUnauthorized(answer: Answer): void {
  expect(answer).toMatchObject({ status: 401 });
  expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer\b/);
}
