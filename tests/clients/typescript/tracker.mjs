// What every client does with a running project tracker: the steps, written once for all versions.

import { equal, ok, refusal } from './checks.mjs';
import { all, text } from './features/wire.mjs';

const EXPECTED_TOOLS = [
  'list_projects',
  'get_project',
  'list_issues',
  'get_issue',
  'create_issue',
  'update_issue',
  'search_issues',
  'create_comment',
  'bulk_update_issues',
];

const TITLE = 'Größe prüfen – 日本語 ✓';
const INVALID_PARAMS = -32602;

export async function tracker(client) {
  await listsTools(client);
  const ref = await createsAndReadsBack(client);
  await reportsApiErrors(client);
  await refusesBadArguments(client);
  await refusesUnknownTools(client);
  await watchesProgress(client, ref);
}

async function listsTools(client) {
  const names = (await all(client, 'tools')).map(({ name }) => name);
  ok('at least 12 tools are listed', names.length >= 12, 'at least 12 tools', names);
  const missing = EXPECTED_TOOLS.filter((name) => !names.includes(name));
  ok('every expected tool is listed', missing.length === 0, EXPECTED_TOOLS, names);
}

async function createsAndReadsBack(client) {
  const ref = await createIssue(client, TITLE);
  const read = await client.call('get_issue', { issue: ref });
  ok('get_issue finds it', !read.isError, 'a result', read);
  equal('the title comes back unchanged', answer(read).title, TITLE);
  return ref;
}

async function createIssue(client, title) {
  const created = await client.call('create_issue', { project: 'CORE', title, priority: 2 });
  ok('create_issue succeeds', !created.isError, 'a result', created);
  const { ref } = answer(created);
  ok('the new issue has a ref', /^CORE-\d+$/.test(ref ?? ''), 'a ref such as CORE-12', created);
  return ref;
}

async function reportsApiErrors(client) {
  const absent = await client.call('get_issue', { issue: 'CORE-999999' });
  equal('an absent issue is a tool error', absent.isError, true);
  const prefix = 'API error (HTTP 404): ';
  ok('the tool error carries the HTTP status', text(absent).startsWith(prefix), `text starting with ${prefix}`, absent);
}

async function refusesBadArguments(client) {
  const refused = await client.call('create_issue', { project: 'CORE', priority: 2 });
  equal('a missing argument is a tool error', refused.isError, true);
  ok('the tool error names the argument', text(refused).includes('title'), 'text naming title', refused);
}

async function refusesUnknownTools(client) {
  const { code } = await refusal('an unknown tool is a protocol error', client.call('no_such_tool', {}));
  equal('its code is invalid params', code, INVALID_PARAMS);
}

async function watchesProgress(client, ref) {
  const issues = [ref, await createIssue(client, 'Second of three'), await createIssue(client, 'Third of three')];
  const seen = [];
  const updated = await client.call('bulk_update_issues', { issues, status: 'todo' }, {
    onprogress: ({ progress }) => seen.push(progress),
  });
  ok('bulk_update_issues succeeds', !updated.isError, 'a result', updated);
  const rising = seen.every((value, i) => i === 0 || value > seen[i - 1]);
  ok('progress was seen and only rose', seen.length >= 2 && rising, 'at least 2 increasing values', seen);
}

function answer(result) {
  return result.structuredContent ?? JSON.parse(text(result));
}
