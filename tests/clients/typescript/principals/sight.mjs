// Who is let in, and what they see: a tool that is not for somebody is not there for them.

import { equal, ok } from '../checks.mjs';
import { all } from '../features/wire.mjs';
import { bearer } from './people.mjs';

export const AGENTS = ['dispatch_agent', 'get_execution', 'list_agents'];
const READING = [
  'get_execution',
  'get_issue',
  'get_project',
  'list_agents',
  'list_documents',
  'list_integrations',
  'list_issues',
  'list_projects',
  'search_issues',
];
export const FOURTEEN = [
  ...READING,
  'create_comment',
  'create_issue',
  'dispatch_agent',
  'send_notification',
  'update_issue',
].sort();

export async function sendsStrangersAway({ doors }, { stranger }) {
  const strangers = [
    ['somebody without a token', doors.workspace, {}],
    ['a wrong token', doors.workspace, bearer('pfai_nobody')],
    ['a key of the agency', doors.workspace, bearer('studio-admin-0000-local-AGY1001')],
    ['a wrong key', doors.agency, { apikey: 'studio-admin-0000-local-AGY9999' }],
    ['a token of the workspace', doors.agency, bearer('pfai_admin_local_only')],
  ];
  for (const [who, come, headers] of strangers) await reported(`${who} is sent away`, come(headers), stranger);
}

/** What is refused with an HTTP status is told in the words of the client. */
export async function reported(what, request, words) {
  const outcome = await request.then((came) => came, (error) => `${error.constructor.name} ${error.code}: ${error.message}`);
  ok(what, typeof outcome === 'string' && outcome.includes(words), words, outcome);
}

export async function seesItsTools({ workspace, agency }) {
  for (const who of ['admin', 'member', 'other']) {
    equal(`the workspace for ${who}`, await names(workspace[who]), FOURTEEN);
  }
  equal('the workspace for reader', await names(workspace.reader), READING);
  for (const who of ['admin', 'other']) equal(`the agency for ${who}`, (await names(agency[who])).length, 52);
  const reading = (await names(agency.admin)).filter((name) => /^(get|list)_/.test(name));
  equal('the agency for reader', await names(agency.reader), reading);
  const some = await names(agency.member);
  equal('its staff writes time', some.includes('create_time_entry'), true);
  equal('money is none of its business', some.filter((name) => /invoice|quote/.test(name)), []);
}

export async function names(client) {
  return (await all(client, 'tools')).map(({ name }) => name).sort();
}
