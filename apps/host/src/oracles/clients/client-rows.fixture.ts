import type { Disagreement } from '../disagreement.fixture.ts';

/** What a client does of its own accord that a server has to answer for. */
export type ClientRow = Disagreement<'the media type it accepts', { readonly accept: string }, string> & {
  readonly library: '@octokit/plugin-enterprise-cloud';
};

/** Where a client wants something else than we answer. */
export const clientRows: readonly ClientRow[] = [
  {
    library: '@octokit/plugin-enterprise-cloud',
    about: 'the media type it accepts',
    ask: { accept: 'application/vnd.github.v3+json' },
    theirs: 'its own JSON alone',
    ours: '406',
    right: 'we',
    by: 'AMB-60',
    why: 'told to accept application/scim+json, which it reads, it works',
  },
];
