// What the audit log says of it all: each call under who made it, whatever came of it.

import { setTimeout as pause } from 'node:timers/promises';

import { PATIENCE, equal, ok } from '../checks.mjs';

export async function standsInTheLog({ rest }) {
  const refused = await told(rest, 'admin', 'name=create_issue&outcome=refused');
  equal('who was refused stands in the log', accounts(refused), ['reader']);
  equal('with what they wanted', refused[0].arguments, { project: 'CORE', title: 'Not by me' });
  ok('and why not', refused[0].message.includes('issues:write'), 'issues:write in it', refused[0].message);
  const read = await told(rest, 'admin', 'actor=reader&name=get_issue&outcome=ok');
  equal('what was read stands there too', read.every(({ via }) => via === 'mcp'), true);
  const failed = await told(rest, 'admin', 'actor=demo&name=get_issue&outcome=tool_error');
  equal('and what failed', failed.map((entry) => entry.arguments), [{ issue: 'CORE-999999' }]);
  const seen = await told(rest, 'admin', 'actor=reader&method=resources/read&outcome=ok');
  const names = seen.map(({ name }) => name);
  ok('and resources', names.includes('tracker://issues/CORE-1'), 'tracker://issues/CORE-1 in it', names);
  const [begun] = await told(rest, 'admin', 'actor=reader&name=triage&method=prompts/get');
  equal('and prompts', begun.arguments, { project: 'CORE' });
  const absent = await told(rest, 'other', 'name=tracker://issues/WEB-1');
  equal('and what is not theirs', absent.every(({ outcome }) => outcome === 'error'), true);
  const theirs = await told(rest, 'other', 'name=get_issue&outcome=tool_error');
  equal('another org has its own', accounts(theirs), ['hank']);
  for (const [who, others] of [['admin', ['hank']], ['other', ['admin', 'demo', 'reader']]]) {
    const entries = await rest(who, 'GET', '/audit?pagesize=100');
    const shared = accounts(entries).filter((account) => others.includes(account));
    equal(`and nothing of others is shown to ${who}`, shared, []);
  }
}

/** The entries of a log, once there are some: how a call ended is noted beside its answer. */
export async function told(rest, who, query) {
  const deadline = Date.now() + PATIENCE;
  let entries = [];
  while (!entries.length && Date.now() < deadline) {
    entries = await rest(who, 'GET', `/audit?${query}`);
    if (!entries.length) await pause(20);
  }
  ok(`the log has ${query}`, entries.length > 0, 'an entry within 10 s', entries);
  return entries;
}

function accounts(entries) {
  return [...new Set(entries.map(({ account }) => account))];
}
