/** What stands above the tables of the page. */
export const intro = `
# Conformance

What the RFCs of SCIM 2.0 ask of a service provider, and what this one does. The page is written by the tests: \`npm run
conformance\` sends every request over HTTP to the host with the \`template\` connector, on SQLite and on PostgreSQL, and \`npm
test\` fails while the page says something else. A requirement is named by its RFC, section and a running number; of an optional feature its
level is that which holds once it is advertised.

- **met**: tests show it.
- **different**: on purpose; tests show what is done instead, and the row says why.
- **off**: the feature is optional, and ServiceProviderConfig does not advertise it.
- **not applicable**: there is nothing that it could be about.
- **not yet**: it is missing, in whole or in part; the row says what.

What the template has no attribute for, and the resource types that RFC 7643 does not have, are asked of a second connector that declares
them: [how a vendor does](architecture.md#attributes-and-resource-types-of-your-own).

What is said here of the template is true of every connector as far as its profile goes; what lies outside of it is ignored or refused as the
connector says: [architecture](architecture.md). The tests are \`conformanceCases\` of [@scimwright/conformance](../packages/conformance/README.md),
and know nothing of a service but its URL and its token.
`;

/** What stands above the table of what others take differently. */
export const introOfOthers = `
What is written elsewhere is asked what we are asked: filters and texts that are nearly filters, operations on users, the schemas, and a host by its own client.
[apps/host/src/oracles](../apps/host/src/oracles) does so at random, beside the engines and against a host. What they differ in stands
here, by the smallest example, which the tests ask both; what does not stand here, and is no case of a row, they must answer alike, or \`npm
test\` fails. Whether one is right is decided by a requirement or an interpretation above; **either** where the RFCs leave it open.
`;
