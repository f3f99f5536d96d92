import type { RequirementId, RequirementStatus, RequirementStatuses, Verdict } from '@scimwright/conformance';

const DEPARTURES = '[departures](architecture.md#departures-from-the-rfcs)';
const LEAVERS = '[ADR 25](adr/0025-disable-first.md)';
const KEPT = `only true enables who is disabled (\`absent-active-keeps-disabled\`): ${LEAVERS}`;
const ADR = '[ADR 15](adr/0015-requirements-as-data.md)';

/** The same of several requirements. */
const all = (verdict: Verdict, why: string, ...ids: readonly RequirementId[]): RequirementStatuses =>
  Object.fromEntries(ids.map((id): [RequirementId, RequirementStatus] => [id, { verdict, why }]));

const note = (why: string): RequirementStatus => ({ verdict: 'met', why });
const different = (why: string): RequirementStatus => ({ verdict: 'different', why });
const notApplicable = (why: string): RequirementStatus => ({ verdict: 'not applicable', why });

/** What has to be said of the requirements as the host serves them with the template; of the others, that they are met. */
export const statuses: RequirementStatuses = {
  '7644-3.13-02': different(
    `a tenant URL has its version in it, and without it the answer is a 404 that says so: ${ADR}`,
  ),
  '7643-2.3-01': note(
    `the texts "true" and "false" are read as booleans and those of numbers as numbers, as Entra sends them: ${DEPARTURES}`,
  ),
  '7643-2.4-01': note('what the schema lists of them; `$ref` is there where something is referred to'),
  '7643-3-02': note(
    'an extension counts although its URN is not listed, and an unknown URN is ignored, as Entra needs',
  ),

  '7644-3.4.2.1-02': notApplicable('lists are paged, so that none is too large'),

  '7644-3.4.2.2-21': note(
    'id, externalId and of meta its resourceType, created and lastModified; its location and version, which are made for each answer, are refused in words',
  ),
  '7644-3.4.2.2-20': notApplicable('no attribute has a default'),

  '7644-3.4.2.3-06': notApplicable('lists are sorted'),
  '9865-2-04': note('pages go forward alone: there is no previousCursor'),
  '9865-5.2-02': note(
    'a cursor takes no room in the server, and each page asks for a token that lives; limiting is for the proxy in front: [hostile input](architecture.md#hostile-input)',
  ),

  '7643-7-07': note('a password that is sent is not even stored'),

  '7644-3.5.1-04': note(`but for an \`active\` of false, which stays: ${KEPT}`),
  '7644-3.5.1-09': notApplicable('no password is stored'),
  '7644-3.5.2-02': different(
    `no operation at all is taken for no change, since Entra’s validator sends none: ${DEPARTURES}`,
  ),
  '7644-3.5.2-05': different(
    `the template does so; of other connectors, a PATCH that disables a user leaves out what is refused beside it (\`disable-first\`), since whoever leaves must lose their access: ${LEAVERS}`,
  ),
  '7644-3.5.2.2-02': different(`but for an \`active\` of false, which stays: ${KEPT}`),
  '7644-3.5.2-12': different(
    `a URN comes with the first attribute of its extension and goes with the last; \`schemas\` itself is not written: ${ADR}`,
  ),
  '7644-3.5.2.3-04': different(
    `a value whose type the schema or the profile names is made, since Entra replaces what it has never seen; else noTarget: ${DEPARTURES}`,
  ),

  '7644-3.7-10': note('Bulk is on; a token that names a user opens neither it nor what is inside'),
  '7644-3.11-02': note(
    'a token that names a user reads there and changes nothing: [ADR 22](adr/0022-a-token-that-names-a-user-reads.md)',
  ),

  '7644-7.5.2-01': notApplicable(
    'no filter is thought too sensitive; values of filters are in no log of the process',
  ),
  '6585-4-01': notApplicable(
    'the host limits connections and sizes; limiting by address is for the proxy in front: [hostile input](architecture.md#hostile-input)',
  ),
  '6585-3-01': note('it is not demanded'),

  '7644-2-02': note(
    'a token opens its tenant, as far as the connector’s token flow lets it, or `/Me` to read, where it names a user; there is none for reading all of a tenant',
  ),
  '7644-7.2-01': notApplicable('TLS ends in front of the host: [operations](operations.md)'),

  '7644-5-01': note('of userName; no password is stored'),
  '7643-4.1.1-02': note('each part is kept as it was sent; none is made from another'),
  '7643-4.1.1-04': notApplicable('no password is stored'),
  '7643-4.1.2-01': different(
    `a country is stored as it was sent, since directories have names of countries: ${ADR}`,
  ),
  '7643-4.1.2-02': note('that it is base64 and one; what is inside is not looked at'),
  '7643-4.2-01': note(`a displayName is unique too, because Entra matches by it: ${ADR}`),

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
