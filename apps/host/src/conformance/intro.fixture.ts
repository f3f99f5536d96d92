/** The text above the tables of the page. */
export const intro = `
# Conformance

The requirements of the SCIM 2.0 RFCs for a service provider, and how this one meets them. The tests write this page: \`npm run
conformance\` sends every request over HTTP to the host with the \`template\` connector, on SQLite and on PostgreSQL, and \`npm
test\` fails while the page is stale. The id of a requirement is its RFC, its section and a number. The level of an optional feature
applies once the feature is advertised.

- **met**: tests show it.
- **different**: we depart from it on purpose; the row says why, and tests show the behaviour.
- **off**: the feature is optional, and ServiceProviderConfig does not advertise it.
- **not applicable**: this service has nothing to which it applies.
- **not yet**: it is missing, in whole or in part; the row says which part.

Requirements about attributes that the template does not have, or about resource types beyond RFC 7643, are tested with a second connector that declares
[its own](architecture.md#attributes-and-resource-types-of-your-own).

The page holds for every connector within its profile. A connector ignores or refuses unmapped attributes, as its definition
says ([architecture](architecture.md)). The tests are \`conformanceCases\` of [@scimwright/conformance](../packages/conformance/README.md),
which need only a URL and a token.
`;

/** The text above the table of differences from other libraries. */
export const introOfOthers = `
[apps/host/src/oracles](../apps/host/src/oracles) compares other SCIM libraries with this one: filters and near-filters, operations on users, schemas, and a host through another
client, with random requests. Each row is a difference, with the smallest example, which the tests send to both. Where no row applies, both
must give the same answer, or \`npm test\` fails. A requirement or an interpretation above decides which one is right, or
**either** where the RFCs leave it open.
`;
