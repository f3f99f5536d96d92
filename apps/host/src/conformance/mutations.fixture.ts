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

/** One thing that is wrong with a server, and a rule that it then breaks. */
// oxfmt-ignore
export const mutations: readonly (readonly [what: string, rule: RuleId, mutation: Mutation])[] = [
  ['answers POST with 200', '7644-3.3-01', status(201, 200)],
  ['sends no Location', '7644-3.3-01', without('location')],
  ['sends no ETag', '7644-3.14-01', without('etag')],
  ['has another version in meta', '7643-3.1-10', replaced(/"version":"W\/\\"(\d+)/g, '"version":"W/\\"9$1')],
  ['never moves lastModified', '7643-3.1-08', replaced(/"created":"([^"]*)","lastModified":"[^"]*"/g, '"created":"$1","lastModified":"$1"')],
  ['searches for everything', '7644-3.4.3-03', rewritten('POST', (body) => body.replace(/"filter":"(?:[^"\\]|\\.)*"/, '"x":0'))],
  ['searches the root for users alone', '7644-3.4.2.1-01', { sent: (sent) => ({ ...sent, path: sent.path.replace(/\/scim\/v2(\/?\?|\/\.search)/, '/scim/v2/Users$1') }) }],
  ['means every value by a filter', '7644-3.5.2.3-03', rewritten('PATCH', (body) => body.replace(/(emails|addresses)\[.*?\]\./, '$1.'))],
  ['has pages larger than it says', '7644-3.4.2.4-02', replaced(/"maxResults":\d+/, '"maxResults":100')],
  ['counts pages from 0', '7644-3.4.2-04', replaced(/"startIndex":\d+/, '"startIndex":0')],
  ['tells foreign from unknown', '7644-6.1-01', { answered: (one, { path }) => (one.status === 404 && /-\w{4}-/.test(path) ? { ...one, body: one.body.replace('"detail":"', '"detail":"Not yours. ') } : one) }],
  ['lets in who has expired', '7644-7.4-01', { answered: (one) => (one.body.includes('expired') ? { ...one, status: 200, body: '{}' } : one) }],
  ['forgets that somebody is not active', '7644-3.5.2.2-02', { sent: (sent) => (/"op":"remove","path":"active"/.test(sent.body) ? { ...sent, body: sent.body.replace('"op":"remove","path":"active"', '"op":"replace","path":"active","value":true') } : sent) }],
  ['hides who is not active', '7644-3.6-05', { answered: (one, { method }) => (method === 'GET' && one.body.includes('"active":false') ? { ...one, status: 404, body: REFUSAL.replace('400', '404') } : one) }],
  ['takes any spelling for another name', '7644-5-01', status(409, 201)],
  ['lets members be edited', '7643-4.2-03', { answered: (one) => (one.body.includes('mutability') ? { ...one, ...NOTHING } : one) }],
  ['takes groups without names', '7643-4.2-01', status(400, 201)],
  ['shows no groups of users', '7643-4.1.2-03', replaced(/,"groups":\[.*?\]/g, '')],
  ['takes all groups for direct ones', '7643-4.1.2-04', replaced(/"type":"indirect"/g, '"type":"direct"')],
  ['finds nobody by groups', '7643-4.1.2-03', { sent: (sent) => ({ ...sent, path: sent.path.replace(/groups/g, 'ims') }) }],
  ['does not sort', '7644-3.4.2.3-01', unquery(/sortBy=/)],
  ['does not heed sortOrder', '7644-3.4.2.3-05', unquery(/sortOrder=/)],
  ['reads or as and', '7644-3.4.2.2-10', { sent: (sent) => ({ ...sent, path: sent.path.replaceAll('%20or%20', '%20and%20') }) }],
  ['reads not as nothing', '7644-3.4.2.2-10', { sent: (sent) => ({ ...sent, path: sent.path.replaceAll('not%20(', '(') }) }],
  ['reads ne as eq', '7644-3.4.2.2-04', { sent: (sent) => ({ ...sent, path: sent.path.replaceAll('%20ne%20', '%20eq%20') }) }],
  ['reads sw as co', '7644-3.4.2.2-05', { sent: (sent) => ({ ...sent, path: sent.path.replaceAll('%20sw%20', '%20co%20') }) }],
  ['reads ge as gt', '7644-3.4.2.2-07', { sent: (sent) => ({ ...sent, path: sent.path.replaceAll('%20ge%20', '%20gt%20') }) }],
  ['has strong tags', '7644-3.14-01', replaced(/"version":"W\//g, '"version":"')],
  [
    'labels everything as JSON',
    '7644-3.8-02',
    { answered: (one) => ({ ...one, headers: { ...one.headers, 'content-type': 'application/json' } }) },
  ],
  ['has status as a number', '7644-3.12-02', replaced(/"status":"(\d+)"/, '"status":$1')],
  ['has no keyword', '7644-3.12-03', replaced(/"scimType":"\w+",?/, '')],
  ['answers 400 to what is taken', '7644-3.3-04', status(409, 400)],
  ['answers 404 to what is stale', '7644-3.14-03', status(412, 404)],
  ['does not heed If-Match', '7644-3.14-03', deaf('if-match')],
  ['does not heed If-Match of two at once', '7644-3.14-06', deaf('if-match')],
  ['does not heed If-None-Match', '7644-3.14-02', deaf('if-none-match')],
  ['does not name the scheme', '7644-2-01', without('www-authenticate')],
  ['does not say which methods there are', '9110-15.5.6-01', without('allow')],
  ['forgets schemas', '7643-3-01', replaced(/"schemas":\[[^\]]*\],/g, '')],
  [
    'lists an extension that is not in use',
    '7643-3.3-01',
    replaced(/2\.0:User"\]/g, '2.0:User","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"]'),
  ],
  ['has booleans as texts', '7643-2.3-01', replaced(/:(true|false)\b/g, ':"$1"')],
  ['ignores count', '7644-3.4.2.4-02', unquery(/count=/)],
  ['ignores startIndex', '7644-3.4.2.4-06', unquery(/startIndex=/)],
  ['ignores filters', '7644-3.4.2.2-03', unquery(/filter=/)],
  ['ignores filters that cannot be read', '7644-3.4.2.2-18', unquery(/filter=/)],
  ['ignores attributes', '7644-3.9-02', unquery(/attributes=/)],
  ['ignores excludedAttributes', '7644-3.9-03', unquery(/excludedAttributes=/)],
  [
    'counts the page in place of the whole',
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
    'forgets whom it deleted to take out of groups',
    '7644-3.6-04',
    {
      ...always(NOTHING, ({ method }) => method === 'DELETE'),
      sent: (sent) => (sent.method === 'DELETE' ? { ...sent, method: 'GET' } : sent),
    },
  ],
  ['does the first operation of a PATCH alone', '7644-3.5.2-04', rewritten('PATCH', firstOperation)],
  [
    'does a PATCH up to where it is wrong',
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
    'reads remove of some as remove of all',
    'AMB-39',
    rewritten('PATCH', (body) => body.replace(/,"value":\[[^\]]*\]/, '')),
  ],
  [
    'removes all members for one',
    '7644-3.5.2.2-03',
    rewritten('PATCH', (body) => body.replace(/members\[[^\]]*\]/, 'members')),
  ],
  [
    'keeps what PUT leaves out',
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
  ['keeps the case of no name', '7643-7-05', replaced(/Bob-/g, 'bob-')],
  ['members have no type', '7643-4.2-02', replaced(/,"type":"(User|Group)"/g, '')],
  [
    'serves any version',
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
  ['has no /Me and says that it is not there', '7644-3.11-01', status(501, 404)],
  ['says that /Me is where it was asked for', '7644-3.11-02', { answered: (one, { path }) => (/\/Me\b/.test(path) ? { ...one, headers: { ...one.headers, location: path } } : one) }],
  ['names no URI where it refuses', '7644-3.11-02', { answered: (one) => (one.status >= 400 ? { ...one, headers: leaveOut(one.headers, 'location') } : one) }],
  ['has the URI of /Me in meta', '7644-3.11-02', { answered: (one, { path }) => (/\/Me\b/.test(path) ? { ...one, body: one.body.replace(/\/Users\/[^"]+/, '/Me') } : one) }],
  ['does not heed a projection of /Me', '7644-3.11-02', { sent: (sent) => ({ ...sent, path: sent.path.replace(/(\/Me)\?.*/, '$1') }) }],
  ['changes nothing of /Me and says that it did', '7644-3.11-02', { answered: (one) => (one.status === 403 ? { ...one, status: 200, body: '{}' } : one) }],
  ['hides that it has Bulk', '7643-5-04', replaced(/"bulk":\{"supported":true/, '"bulk":{"supported":false')],
  ['names no limit', '7644-3.7.4-01', replaced(/at most \d+/, 'at most so many')],
  ['loses bulkIds', '7644-3.7-02', replaced(/"bulkId":"[^"]*",/g, '')],
  ['stores references as they are', '7644-3.7-07', rewritten('POST', (body) => body.replaceAll('"value":"bulkId:', '"value":"x:'))],
  ['stores what refers to nothing', '7644-3.7-08', rewritten('POST', (body) => body.replaceAll('"bulkId:none"', '"none"'))],
  ['goes on after errors', '7644-3.7-06', rewritten('POST', (body) => body.replace(/"failOnErrors":\d+,/, ''))],
  ['does not say where things are', '7644-3.7.3-01', replaced(/"location":"[^"]*",("method")/g, '$1')],
  ['has the statuses of a job as numbers', '7644-3.7.3-02', replaced(/"status":"(\d+)"/g, '"status":$1')],
  ['ignores the version of an operation', '7644-3.7-09', rewritten('POST', (body) => body.replaceAll(/,"version":"(?:[^"\\]|\\.)*"/g, ''))],
  [
    'refuses a job for what is inside',
    '7644-3.7-05',
    {
      answered: (one) =>
        /BulkResponse.*"status":"4/.test(one.body) ? { ...one, status: 400, body: REFUSAL } : one,
    },
  ],
  ['hides its cursors', '7643-5-04', replaced(/"cursor":true/, '"cursor":false')],
  ['does not heed an empty cursor', '9865-2-01', unquery(/cursor(?=[&=]|$)=?/)],
  ['has cursors that a URL cannot have', '9865-2-02', replaced(/"nextCursor":"/, '"nextCursor":"/')],
  ['forgets nextCursor', '9865-2-03', replaced(/,"nextCursor":"[^"]*"/, '')],
  [
    'has a nextCursor on the last page',
    '9865-2-03',
    replaced(/"itemsPerPage":(\d+)\}/, '"itemsPerPage":$1,"nextCursor":"x"}'),
  ],
  ['leads back from the first page', '9865-2-04', replaced(/"nextCursor"/, '"previousCursor":"x","nextCursor"')],
  ['has pages by cursor of any size', '9865-2-05', unquery(/count=/)],
  ['goes on through another query', '9865-2-06', always({ status: 200, body: '{}' }, ({ path }) => /cursor=[^&]/.test(path))],
  ['calls an old cursor one that is made up', '9865-2.1-01', replaced(/"expiredCursor"/, '"invalidCursor"')],
  ['calls a wrong count a wrong value', '9865-2.1-02', replaced(/"invalidCount"/, '"invalidValue"')],
  ['sorts the first page alone', '9865-2.2-01', { sent: (sent) => ({ ...sent, path: /cursor=[^&]/.test(sent.path) ? sent.path.replace(/cursor=[^&]+/, 'cursor=') : sent.path }) }],
  ['pages by cursor unasked', '9865-2.4-01', replaced(/"startIndex":\d+,/, '')],
  ['reads no cursor in a body', '9865-3-01', rewritten('POST', (body) => body.replace(/"cursor":"[^"]*"/, '"x":0'))],
  ['does not say how large pages are', '9865-4-01', replaced(/"maxPageSize":\d+,/, '')],
  ['tells foreign cursors from unknown', '9865-5.2-01', { answered: (one, { path }) => (one.body.includes('invalidCursor') && !path.includes('AAAA') ? { ...one, body: one.body.replace('"detail":"', '"detail":"Not yours. ') } : one) }],
  ['shows what is in a cursor', '9865-5.2-02', { answered: (one, { path }) => ({ ...one, body: one.body.replace(/"nextCursor":"/, `"nextCursor":"${Buffer.from(path).toString('base64url')}`) }) }],
  ['misspells a keyword', '7643-7-04', replaced(/"readWrite"/g, '"readwrite"')],
  [
    'hides a schema',
    '7643-6-02',
    replaced(/"id":"urn:ietf:params:scim:schemas:core:2.0:Group"/, '"id":"urn:x"'),
  ],
  ['has texts for numbers', '7643-2.3-01', replaced(/"grade":(-?\d+)/g, '"grade":"$1"')],
  ['has times in its own zone', '7643-2.3-02', replaced(/"hired":"2019-04-01T08:00:00\+02:00"/g, '"hired":"2019-04-01T06:00:00Z"')],
  ['takes users without a required extension', '7643-6-03', { answered: (one, { method }) => (method === 'POST' && one.body.includes('badge is required') ? { ...one, status: 201 } : one) }],
  ['lets what is immutable be changed', '7644-3.5.1-06', { answered: (one, { method }) => (method === 'PUT' && one.body.includes('mutability') ? { ...one, ...NOTHING } : one) }],
  ['lets what is immutable be patched', '7644-3.5.2-10', { answered: (one, { method }) => (method === 'PATCH' && one.body.includes('mutability') ? { ...one, ...NOTHING } : one) }],
  ['does not heed who names an attribute', '7643-7-08', unquery(/(?<=scim\/v2\/Users\/[^?]*\?)attributes=/)],
  ['compares numbers as texts', '7644-3.4.2.2-07', { sent: (sent) => ({ ...sent, path: sent.path.replace(/(grade%20g[te]%20)9/, '$190') }) }],
  ['has no endpoint for a resource type', '7644-3.2-02', { sent: (sent) => ({ ...sent, path: sent.path.replace('/Lockers', '/Locker') }) }],
];
