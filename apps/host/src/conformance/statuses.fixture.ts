import type { RequirementId, RequirementStatus, RequirementStatuses, Verdict } from '@scimwright/conformance';

const DEPARTURES = '[departures](architecture.md#departures-from-the-rfcs)';
const LEAVERS = '[ADR 25](adr/0025-disable-first.md)';
const KEPT = `only true enables a disabled user (\`absent-active-keeps-disabled\`): ${LEAVERS}`;
const ADR = '[ADR 15](adr/0015-requirements-as-data.md)';

/** The same status for several requirements. */
const all = (verdict: Verdict, why: string, ...ids: readonly RequirementId[]): RequirementStatuses =>
  Object.fromEntries(ids.map((id): [RequirementId, RequirementStatus] => [id, { verdict, why }]));

const note = (why: string): RequirementStatus => ({ verdict: 'met', why });
const different = (why: string): RequirementStatus => ({ verdict: 'different', why });
const notApplicable = (why: string): RequirementStatus => ({ verdict: 'not applicable', why });

/** The statuses of the requirements for the host with the template. The other requirements are met. */
export const statuses: RequirementStatuses = {
  '7644-3.13-02': different(
    `a tenant URL contains the version; without it the answer is a 404 that says so: ${ADR}`,
  ),
  '7643-2.3-01': note(
    `the texts "true" and "false" are read as booleans, and numbers in text as numbers, because Entra sends them: ${DEPARTURES}`,
  ),
  '7643-2.4-01': note('those that the schema lists; `$ref` is present in references'),
  '7643-3-02': note(
    'an extension counts even if its URN is not listed, and an unknown URN is ignored, because Entra needs that',
  ),

  '7644-3.4.2.1-02': notApplicable('lists are paged, so no result is too large'),

  '7644-3.4.2.2-21': note(
    'id, externalId, and the resourceType, created and lastModified of meta; filters on location and version, which are made for each answer, are refused',
  ),
  '7644-3.4.2.2-20': notApplicable('no attribute has a default'),

  '7644-3.4.2.3-06': notApplicable('lists are sorted'),
  '9865-2-04': note('pages only go forward: there is no previousCursor'),
  '9865-5.2-02': note(
    'a cursor takes no memory in the server, and each page needs a live token; the proxy in front can limit requests: [hostile input](architecture.md#hostile-input)',
  ),

  '7643-7-07': note('passwords are not stored at all'),

  '7644-3.5.1-04': note(`except an \`active\` of false, which stays: ${KEPT}`),
  '7644-3.5.1-09': notApplicable('no password is stored'),
  '7644-3.5.2-02': different(
    `an empty list of operations changes nothing, because Entra’s validator sends one: ${DEPARTURES}`,
  ),
  '7644-3.5.2-05': different(
    `the template does so; with other connectors, a PATCH that disables a user leaves out its refused parts (\`disable-first\`), because a person who leaves must lose access: ${LEAVERS}`,
  ),
  '7644-3.5.2.2-02': different(`except an \`active\` of false, which stays: ${KEPT}`),
  '7644-3.5.2-12': different(
    `a URN is added with the first attribute of its extension and removed with the last; clients do not write \`schemas\` itself: ${ADR}`,
  ),
  '7644-3.5.2.3-04': different(
    `a value whose type the schema or the profile names is created, because Entra replaces values that do not exist yet; otherwise noTarget: ${DEPARTURES}`,
  ),

  '7644-3.7-10': note('Bulk is on; a token that names a user opens neither Bulk nor its operations'),
  '7644-3.11-02': note(
    'a token that names a user can read it and change nothing: [ADR 22](adr/0022-a-token-that-names-a-user-reads.md)',
  ),

  '7644-7.5.2-01': notApplicable(
    'no filter counts as too sensitive; the process log has no values of filters',
  ),
  '6585-4-01': notApplicable(
    'the host answers 429 with Retry-After, as its own tests show; a case here would have to overload the server: [hostile input](architecture.md#hostile-input)',
  ),
  '6585-3-01': note('not required'),

  '7644-2-02': note(
    'a token opens its tenant, within the connector’s token flow; a token that names a user reads `/Me`; no token only reads a whole tenant',
  ),
  '7644-7.2-01': notApplicable('TLS ends in front of the host: [operations](operations.md)'),

  '7644-5-01': note('for userName; passwords are not stored'),
  '7643-4.1.1-02': note('each part is stored as sent; none is derived from another'),
  '7643-4.1.1-04': notApplicable('no password is stored'),
  '7643-4.1.2-01': different(
    `a country is stored as sent, because directories have names of countries: ${ADR}`,
  ),
  '7643-4.1.2-02': note('it is one base64 value; its content is not checked'),
  '7643-4.2-01': note(`displayName is unique too, because Entra matches by it: ${ADR}`),

  ...all(
    'off',
    '`securityEvents`',
    '9967-4-01',
    '9967-2.5.1.1-01',
    '9967-2.5.1.2-01',
    '9967-2.1-01',
    '9967-2.4-01',
    '9967-5-01',
  ),
  ...all('off', 'no such resource type', '9944-3-01', '9944-4-01', 'draft-roles-01'),
  'draft-delta-01': { verdict: 'off', why: 'not advertised' },
};
