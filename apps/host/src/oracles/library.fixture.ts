/** The compared libraries: npm name and version. A test checks the installed version. */
export const libraries = {
  scimmy: '1.3.5',
  'scim2-parse-filter': '0.2.10',
  'scim-query-filter-parser': '2.0.4',
  'scim-patch': '0.8.3',
  '@octokit/plugin-enterprise-cloud': '13.0.0',
} as const;

/** The name of a compared library. */
export type Library = keyof typeof libraries;
