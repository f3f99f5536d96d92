import type { RuleId } from '@scimwright/conformance';
import type { Answered, Mutation, Sent } from './open-mutant.fixture.ts';

const NOTHING = { status: 204, body: '' };
const REFUSAL = JSON.stringify({
  schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
  status: '400',
  scimType: 'invalidPath',
  detail: 'This cannot be done.',
});

const replaced = (pattern: RegExp, by: string): Mutation => ({
  answered: (answer) => ({ ...answer, body: answer.body.replace(pattern, by) }),
});
const leaveOut = (headers: Answered['headers'], header: string): Answered['headers'] =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => name !== header));
const without = (header: string): Mutation => ({
  answered: ({ headers, ...rest }) => ({ ...rest, headers: leaveOut(headers, header) }),
});
const status = (from: number, to: number): Mutation => ({
  answered: (answer) => (answer.status === from ? { ...answer, status: to } : answer),
});
const deaf = (header: string): Mutation => ({
  sent: (sent) => ({ ...sent, headers: leaveOut(sent.headers, header) }),
});
const unquery = (pattern: RegExp): Mutation => ({
  sent: (sent) => ({ ...sent, path: sent.path.replace(pattern, 'x=') }),
});
const rewritten = (method: string, change: (body: string) => string): Mutation => ({
  sent: (sent: Sent) => (sent.method === method ? { ...sent, body: change(sent.body) } : sent),
});
const always = (answer: Pick<Answered, 'status' | 'body'>, when: (sent: Sent) => boolean): Mutation => ({
  answered: (was, sent) => (when(sent) ? { ...was, ...answer } : was),
});

function firstOperation(body: string): string {
  const message = JSON.parse(body) as { Operations?: unknown };
  const { Operations } = message;
  return Array.isArray(Operations)
    ? JSON.stringify({ ...message, Operations: Operations.slice(0, 1) })
    : body;
}

function asPatch(body: string): string {
  const { schemas: _, ...value } = JSON.parse(body) as Record<string, unknown>;
  const schemas = ['urn:ietf:params:scim:api:messages:2.0:PatchOp'];
  return JSON.stringify({ schemas, Operations: [{ op: 'replace', value }] });
}

/** Mistakes of a server, each with the rule that it breaks. */
// oxfmt-ignore
export const mutations: readonly (readonly [what: string, rule: RuleId, mutation: Mutation])[] = [
  ['answers POST with 200', '7644-3.3-01', status(201, 200)],
  ['sends no Location', '7644-3.3-01', without('location')],
  ['sends no ETag', '7644-3.14-01', without('etag')],
  ['sends a different version in meta', '7643-3.1-10', replaced(/"version":"W\/\\"(\d+)/g, '"version":"W/\\"9$1')],
  ['never moves lastModified', '7643-3.1-08', replaced(/"created":"([^"]*)","lastModified":"[^"]*"/g, '"created":"$1","lastModified":"$1"')],
  ['ignores the filter of a search', '7644-3.4.3-03', rewritten('POST', (body) => body.replace(/"filter":"(?:[^"\\]|\\.)*"/, '"x":0'))],
  ['searches only users at the root', '7644-3.4.2.1-01', { sent: (sent) => ({ ...sent, path: sent.path.replace(/\/scim\/v2(\/?\?|\/\.search)/, '/scim/v2/Users$1') }) }],
  ['changes every element, whatever the value filter', '7644-3.5.2.3-03', rewritten('PATCH', (body) => body.replace(/(emails|addresses)\[.*?\]\./, '$1.'))],
  ['returns larger pages than it advertises', '7644-3.4.2.4-02', replaced(/"maxResults":\d+/, '"maxResults":100')],
  ['counts pages from 0', '7644-3.4.2-04', replaced(/"startIndex":\d+/, '"startIndex":0')],
  ['answers a foreign id differently from an unknown one', '7644-6.1-01', { answered: (one, { path }) => (one.status === 404 && /-\w{4}-/.test(path) ? { ...one, body: one.body.replace('"detail":"', '"detail":"Not yours. ') } : one) }],
  ['accepts an expired token', '7644-7.4-01', { answered: (one) => (one.body.includes('expired') ? { ...one, status: 200, body: '{}' } : one) }],
  ['clears the false of a removed active', '7644-3.5.2.2-02', { sent: (sent) => (/"op":"remove","path":"active"/.test(sent.body) ? { ...sent, body: sent.body.replace('"op":"remove","path":"active"', '"op":"replace","path":"active","value":true') } : sent) }],
  ['hides disabled users', '7644-3.6-05', { answered: (one, { method }) => (method === 'GET' && one.body.includes('"active":false') ? { ...one, status: 404, body: REFUSAL.replace('400', '404') } : one) }],
  ['treats each spelling as a different name', '7644-5-01', status(409, 201)],
  ['allows changes of members', '7643-4.2-03', { answered: (one) => (one.body.includes('mutability') ? { ...one, ...NOTHING } : one) }],
  ['accepts groups without names', '7643-4.2-01', status(400, 201)],
  ['shows no groups of users', '7643-4.1.2-03', replaced(/,"groups":\[.*?\]/g, '')],
  ['shows all groups as direct', '7643-4.1.2-04', replaced(/"type":"indirect"/g, '"type":"direct"')],
  ['finds no user by groups', '7643-4.1.2-03', { sent: (sent) => ({ ...sent, path: sent.path.replace(/groups/g, 'ims') }) }],
  ['does not sort', '7644-3.4.2.3-01', unquery(/sortBy=/)],
  ['ignores sortOrder', '7644-3.4.2.3-05', unquery(/sortOrder=/)],
  ['reads or as and', '7644-3.4.2.2-10', { sent: (sent) => ({ ...sent, path: sent.path.replaceAll('%20or%20', '%20and%20') }) }],
  ['ignores not in a filter', '7644-3.4.2.2-10', { sent: (sent) => ({ ...sent, path: sent.path.replaceAll('not%20(', '(') }) }],
  ['reads ne as eq', '7644-3.4.2.2-04', { sent: (sent) => ({ ...sent, path: sent.path.replaceAll('%20ne%20', '%20eq%20') }) }],
  ['reads sw as co', '7644-3.4.2.2-05', { sent: (sent) => ({ ...sent, path: sent.path.replaceAll('%20sw%20', '%20co%20') }) }],
  ['reads ge as gt', '7644-3.4.2.2-07', { sent: (sent) => ({ ...sent, path: sent.path.replaceAll('%20ge%20', '%20gt%20') }) }],
  ['sends strong tags', '7644-3.14-01', replaced(/"version":"W\//g, '"version":"')],
  [
    'labels everything as JSON',
    '7644-3.8-02',
    { answered: (one) => ({ ...one, headers: { ...one.headers, 'content-type': 'application/json' } }) },
  ],
  ['sends the status as a number', '7644-3.12-02', replaced(/"status":"(\d+)"/, '"status":$1')],
  ['sends no scimType', '7644-3.12-03', replaced(/"scimType":"\w+",?/, '')],
  ['answers 400 to a taken name', '7644-3.3-04', status(409, 400)],
  ['answers 404 to a stale version', '7644-3.14-03', status(412, 404)],
  ['ignores If-Match', '7644-3.14-03', deaf('if-match')],
  ['ignores If-Match of simultaneous writes', '7644-3.14-06', deaf('if-match')],
  ['ignores If-None-Match', '7644-3.14-02', deaf('if-none-match')],
  ['does not name the authentication scheme', '7644-2-01', without('www-authenticate')],
  ['does not list the allowed methods', '9110-15.5.6-01', without('allow')],
  ['forgets schemas', '7643-3-01', replaced(/"schemas":\[[^\]]*\],/g, '')],
  [
    'lists an extension that is not in use',
    '7643-3.3-01',
    replaced(/2\.0:User"\]/g, '2.0:User","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"]'),
  ],
  ['sends booleans as texts', '7643-2.3-01', replaced(/:(true|false)\b/g, ':"$1"')],
  ['ignores count', '7644-3.4.2.4-02', unquery(/count=/)],
  ['ignores startIndex', '7644-3.4.2.4-06', unquery(/startIndex=/)],
  ['ignores filters', '7644-3.4.2.2-03', unquery(/filter=/)],
  ['ignores malformed filters', '7644-3.4.2.2-18', unquery(/filter=/)],
  ['ignores attributes', '7644-3.9-02', unquery(/attributes=/)],
  ['ignores excludedAttributes', '7644-3.9-03', unquery(/excludedAttributes=/)],
  [
    'counts the page in place of all matches',
    '7644-3.4.2-01',
    replaced(/"totalResults":\d+/, '"totalResults":1'),
  ],
  [
    'answers an empty list with 404',
    '7644-3.4.2-03',
    { answered: (one) => (one.body.includes('"totalResults":0') ? { ...one, status: 404 } : one) },
  ],
  [
    'never deletes',
    '7644-3.6-02',
    {
      ...always(NOTHING, ({ method }) => method === 'DELETE'),
      sent: (sent) => (sent.method === 'DELETE' ? { ...sent, method: 'GET' } : sent),
    },
  ],
  [
    'keeps deleted users in groups',
    '7644-3.6-04',
    {
      ...always(NOTHING, ({ method }) => method === 'DELETE'),
      sent: (sent) => (sent.method === 'DELETE' ? { ...sent, method: 'GET' } : sent),
    },
  ],
  ['applies only the first operation of a PATCH', '7644-3.5.2-04', rewritten('PATCH', firstOperation)],
  [
    'applies a PATCH up to the wrong operation',
    '7644-3.5.2-05',
    {
      sent: (sent) => (sent.method === 'PATCH' ? { ...sent, body: firstOperation(sent.body) } : sent),
      answered: (one, sent) => (sent.method === 'PATCH' ? { ...one, status: 400, body: REFUSAL } : one),
    },
  ],
  [
    'reads add as replace',
    '7644-3.5.2.1-04',
    rewritten('PATCH', (body) => body.replaceAll('"op":"add"', '"op":"replace"')),
  ],
  [
    'removes all values in place of the listed ones',
    'AMB-39',
    rewritten('PATCH', (body) => body.replace(/,"value":\[[^\]]*\]/, '')),
  ],
  [
    'removes all members in place of one',
    '7644-3.5.2.2-03',
    rewritten('PATCH', (body) => body.replace(/members\[[^\]]*\]/, 'members')),
  ],
  [
    'keeps attributes that a PUT omits',
    '7644-3.5.1-04',
    {
      sent: (sent) => (sent.method === 'PUT' ? { ...sent, method: 'PATCH', body: asPatch(sent.body) } : sent),
    },
  ],
  ['answers a group PATCH with 200', 'AMB-45', status(204, 200)],
  [
    'shows the password',
    '7643-7-07',
    {
      answered: (one, { body }) => ({
        ...one,
        body: one.body.replace(/\}$/, `,"echo":${JSON.stringify(body)}}`),
      }),
    },
  ],
  ['folds texts', '7644-3.8-01', { answered: (one) => ({ ...one, body: one.body.normalize('NFC') }) }],
  ['changes the letter case of names', '7643-7-05', replaced(/Bob-/g, 'bob-')],
  ['sends members without a type', '7643-4.2-02', replaced(/,"type":"(User|Group)"/g, '')],
  [
    'answers for any version in the path',
    '7644-3.13-01',
    { sent: (sent) => ({ ...sent, path: sent.path.replace(/\/v\d\//, '/v2/') }) },
  ],
  [
    'needs a token for everything',
    '7643-5-03',
    {
      answered: (one, { headers }) =>
        headers.authorization === undefined
          ? { ...one, status: 401, body: REFUSAL.replace('400', '401') }
          : one,
    },
  ],
  ['answers 404 at /Me in place of 501', '7644-3.11-01', status(501, 404)],
  ['sends the path of /Me as Location', '7644-3.11-02', { answered: (one, { path }) => (/\/Me\b/.test(path) ? { ...one, headers: { ...one.headers, location: path } } : one) }],
  ['sends no Location with a refusal', '7644-3.11-02', { answered: (one) => (one.status >= 400 ? { ...one, headers: leaveOut(one.headers, 'location') } : one) }],
  ['sends the URI of /Me in meta', '7644-3.11-02', { answered: (one, { path }) => (/\/Me\b/.test(path) ? { ...one, body: one.body.replace(/\/Users\/[^"]+/, '/Me') } : one) }],
  ['ignores a projection of /Me', '7644-3.11-02', { sent: (sent) => ({ ...sent, path: sent.path.replace(/(\/Me)\?.*/, '$1') }) }],
  ['reports success for a refused change of /Me', '7644-3.11-02', { answered: (one) => (one.status === 403 ? { ...one, status: 200, body: '{}' } : one) }],
  ['does not advertise Bulk', '7643-5-04', replaced(/"bulk":\{"supported":true/, '"bulk":{"supported":false')],
  ['does not name the limit', '7644-3.7.4-01', replaced(/at most \d+/, 'at most so many')],
  ['loses bulkIds', '7644-3.7-02', replaced(/"bulkId":"[^"]*",/g, '')],
  ['stores bulkId references unresolved', '7644-3.7-07', rewritten('POST', (body) => body.replaceAll('"value":"bulkId:', '"value":"x:'))],
  ['stores references to unknown operations', '7644-3.7-08', rewritten('POST', (body) => body.replaceAll('"bulkId:none"', '"none"'))],
  ['continues after errors', '7644-3.7-06', rewritten('POST', (body) => body.replace(/"failOnErrors":\d+,/, ''))],
  ['sends no location in bulk results', '7644-3.7.3-01', replaced(/"location":"[^"]*",("method")/g, '$1')],
  ['sends the statuses of bulk results as numbers', '7644-3.7.3-02', replaced(/"status":"(\d+)"/g, '"status":$1')],
  ['ignores the version of an operation', '7644-3.7-09', rewritten('POST', (body) => body.replaceAll(/,"version":"(?:[^"\\]|\\.)*"/g, ''))],
  [
    'refuses a bulk request because an operation failed',
    '7644-3.7-05',
    {
      answered: (one) =>
        /BulkResponse.*"status":"4/.test(one.body) ? { ...one, status: 400, body: REFUSAL } : one,
    },
  ],
  ['does not advertise cursors', '7643-5-04', replaced(/"cursor":true/, '"cursor":false')],
  ['ignores an empty cursor', '9865-2-01', unquery(/cursor(?=[&=]|$)=?/)],
  ['has reserved characters in cursors', '9865-2-02', replaced(/"nextCursor":"/, '"nextCursor":"/')],
  ['forgets nextCursor', '9865-2-03', replaced(/,"nextCursor":"[^"]*"/, '')],
  [
    'has a nextCursor on the last page',
    '9865-2-03',
    replaced(/"itemsPerPage":(\d+)\}/, '"itemsPerPage":$1,"nextCursor":"x"}'),
  ],
  ['sends previousCursor with the first page', '9865-2-04', replaced(/"nextCursor"/, '"previousCursor":"x","nextCursor"')],
  ['ignores count with a cursor', '9865-2-05', unquery(/count=/)],
  ['accepts a cursor with another query', '9865-2-06', always({ status: 200, body: '{}' }, ({ path }) => /cursor=[^&]/.test(path))],
  ['refuses an expired cursor as invalid', '9865-2.1-01', replaced(/"expiredCursor"/, '"invalidCursor"')],
  ['refuses a wrong count with the wrong scimType', '9865-2.1-02', replaced(/"invalidCount"/, '"invalidValue"')],
  ['sorts only the first page', '9865-2.2-01', { sent: (sent) => ({ ...sent, path: /cursor=[^&]/.test(sent.path) ? sent.path.replace(/cursor=[^&]+/, 'cursor=') : sent.path }) }],
  ['sends cursor pages without a request for them', '9865-2.4-01', replaced(/"startIndex":\d+,/, '')],
  ['ignores a cursor in a body', '9865-3-01', rewritten('POST', (body) => body.replace(/"cursor":"[^"]*"/, '"x":0'))],
  ['does not advertise the maximum page size', '9865-4-01', replaced(/"maxPageSize":\d+,/, '')],
  ['answers a foreign cursor differently from an unknown one', '9865-5.2-01', { answered: (one, { path }) => (one.body.includes('invalidCursor') && !path.includes('AAAA') ? { ...one, body: one.body.replace('"detail":"', '"detail":"Not yours. ') } : one) }],
  ['has readable text in cursors', '9865-5.2-02', { answered: (one, { path }) => ({ ...one, body: one.body.replace(/"nextCursor":"/, `"nextCursor":"${Buffer.from(path).toString('base64url')}`) }) }],
  ['misspells a keyword', '7643-7-04', replaced(/"readWrite"/g, '"readwrite"')],
  [
    'hides a schema',
    '7643-6-02',
    replaced(/"id":"urn:ietf:params:scim:schemas:core:2.0:Group"/, '"id":"urn:x"'),
  ],
  ['sends numbers as texts', '7643-2.3-01', replaced(/"grade":(-?\d+)/g, '"grade":"$1"')],
  ['sends times in its own zone', '7643-2.3-02', replaced(/"hired":"2019-04-01T08:00:00\+02:00"/g, '"hired":"2019-04-01T06:00:00Z"')],
  ['accepts users without a required extension', '7643-6-03', { answered: (one, { method }) => (method === 'POST' && one.body.includes('badge is required') ? { ...one, status: 201 } : one) }],
  ['lets a PUT change immutable attributes', '7644-3.5.1-06', { answered: (one, { method }) => (method === 'PUT' && one.body.includes('mutability') ? { ...one, ...NOTHING } : one) }],
  ['lets a PATCH change immutable attributes', '7644-3.5.2-10', { answered: (one, { method }) => (method === 'PATCH' && one.body.includes('mutability') ? { ...one, ...NOTHING } : one) }],
  ['ignores attributes for one user', '7643-7-08', unquery(/(?<=scim\/v2\/Users\/[^?]*\?)attributes=/)],
  ['compares numbers as texts', '7644-3.4.2.2-07', { sent: (sent) => ({ ...sent, path: sent.path.replace(/(grade%20g[te]%20)9/, '$190') }) }],
  ['has no endpoint for a resource type', '7644-3.2-02', { sent: (sent) => ({ ...sent, path: sent.path.replace('/Lockers', '/Locker') }) }],
];
