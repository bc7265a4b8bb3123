// What members do with issues, and what others see of it.

import { equal, ok, refusal } from '../checks.mjs';
import { text } from '../features/wire.mjs';
import { told } from './log.mjs';
import { data } from './people.mjs';

const TITLE = 'Größe prüfen – 日本語 ✓';
const INVALID_PARAMS = -32602;

export async function worksOnIssues({ workspace, rest }) {
  const { admin, member, reader } = workspace;
  const { ref } = await data(member, 'create_issue', { project: 'CORE', title: TITLE, priority: 2 });
  ok('a new issue has a reference', /^CORE-\d+$/.test(ref), 'one such as CORE-12', ref);
  equal('others of the org read it', (await data(reader, 'get_issue', { issue: ref })).title, TITLE);
  await data(admin, 'update_issue', { issue: ref, status: 'in_progress', assignee: 'me' });
  await data(member, 'create_comment', { issue: ref, body: 'Seen.' });
  const found = await data(reader, 'search_issues', { query: 'Größe prüfen' });
  equal('it is found', found.map((issue) => issue.ref), [ref]);
  const { assignee, status, recent_comments } = await data(member, 'get_issue', { issue: ref });
  equal('what became of it', [assignee.name, status], ['admin', 'in_progress']);
  equal('what was said', recent_comments.map(({ body }) => body), ['Seen.']);
  const deeds = await rest('admin', 'GET', '/audit?actor=demo&method=POST');
  const creations = deeds.filter(({ method, path }) => method === 'POST' && path === '/api/v1/issues');
  const changed = creations.map(({ account, via }) => [account, via]);
  equal('the audit log has it under its owner', changed, [['demo', 'mcp']]);
  const [called] = await told(rest, 'admin', 'name=create_issue&outcome=ok');
  equal('and the call beside it', [called.account, called.arguments.title], ['demo', TITLE]);
  equal('with the same token', called.token_id, creations[0].token_id);
  await refusesWhatIsWrong(member);
}

async function refusesWhatIsWrong(client) {
  const absent = await client.call('get_issue', { issue: 'CORE-999999' });
  equal('an absent issue is a tool error', absent.isError, true);
  equal('in the words of the API', text(absent), 'API error (HTTP 404): {"status":"error","data":["Issue not found"]}');
  const titleless = await client.call('create_issue', { project: 'CORE' });
  equal('a missing argument is a tool error', titleless.isError, true);
  ok('it names the argument', text(titleless).includes('/title'), 'text naming /title', titleless);
  const { code } = await refusal('an unknown tool is a protocol error', client.call('no_such_tool', {}));
  equal('its code', code, INVALID_PARAMS);
}

export async function findsNothingOfOthers({ workspace, agency }) {
  const { member, other } = workspace;
  const { id } = await data(member, 'get_issue', { issue: 'CORE-1' });
  const namesake = await data(other, 'get_issue', { issue: 'CORE-1' });
  equal('another org has a CORE-1 of its own', namesake.title, 'Valve sticks below minus forty');
  const absent = await other.call('get_issue', { issue: String(id) });
  equal('and finds nothing of ours', text(absent), 'API error (HTTP 404): {"status":"error","data":["Issue not found"]}');
  equal('nor by its words', await data(other, 'search_issues', { query: 'Größe' }), []);
  const [museum] = await data(agency.admin, 'list_companies', { name: 'Museum' });
  const company = await agency.other.call('get_company', { id: museum.id });
  ok('nor does another division', text(company).startsWith('API error (HTTP 404): '), 'HTTP 404', company);
}
