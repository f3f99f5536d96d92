import type { Disagreement } from '../disagreement.fixture.ts';

/** A difference between a client's requests and our answers. */
export type ClientRow = Disagreement<'the media type it accepts', { readonly accept: string }, string> & {
  readonly library: '@octokit/plugin-enterprise-cloud';
};

/** The differences from clients. */
export const clientRows: readonly ClientRow[] = [
  {
    library: '@octokit/plugin-enterprise-cloud',
    about: 'the media type it accepts',
    ask: { accept: 'application/vnd.github.v3+json' },
    theirs: 'only its own JSON',
    ours: '406',
    right: 'we',
    by: 'AMB-60',
    why: 'the client works if it is configured to accept application/scim+json, which it can parse',
  },
];
