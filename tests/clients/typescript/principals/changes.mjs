// What somebody hears of without asking: an issue that they watch, a feature that their admin turns off.

import { equal, refusal, until } from '../checks.mjs';
import { data } from './people.mjs';
import { AGENTS, FOURTEEN, names } from './sight.mjs';

const WATCHED = 'tracker://issues/CORE-2';
const UPDATED = 'notifications/resources/updated';
const TOOLS = 'notifications/tools/list_changed';
const INVALID_PARAMS = -32602;

export async function hearsOfChanges({ workspace, rest }) {
  const { member, reader } = workspace;
  const unwatch = await reader.watch(WATCHED);
  await data(member, 'create_comment', { issue: 'CORE-2', body: 'By a tool.' });
  await until('what a tool changes is heard of', () => updated(reader), (uris) => uris.includes(WATCHED));
  reader.heard.length = 0;
  await rest('admin', 'PATCH', '/issues/CORE-2', { priority: 1 });
  await until('what the API changes too', () => updated(reader), (uris) => uris.includes(WATCHED));
  await unwatch();
}

export async function hearsNothingOfOthers({ workspace, rest }) {
  const { member, other } = workspace;
  const { id } = await data(member, 'get_issue', { issue: 'CORE-2' });
  // Both orgs have the first two, and the third is none of the other's.
  const [own, namesake, hidden] = ['CORE-1', 'CORE-2', id].map((name) => `tracker://issues/${name}`);
  const ends = [];
  for (const uri of [own, namesake, hidden]) ends.push(await other.watch(uri));
  await data(member, 'update_issue', { issue: 'CORE-2', priority: 2 });
  await rest('other', 'PATCH', '/issues/CORE-1', { priority: 2 });
  await until('what changes in an org is heard of there', () => updated(other), (uris) => uris.length > 0);
  equal('and nothing of another', updated(other), [own]);
  for (const end of ends) await end();
}

export async function losesAFeature({ workspace, rest }) {
  const { member, other } = workspace;
  const unwatch = await member.watch(WATCHED);
  const turn = async (enabled) => {
    member.heard.length = 0;
    await rest('admin', 'PATCH', '/flags/workflows', { enabled });
    await until('the tools are said to have changed', () => member.heard, (heard) => heard.some(isOfTools));
  };
  await turn(false);
  const others = FOURTEEN.filter((name) => !AGENTS.includes(name));
  equal('the tools of agents are gone', await names(member), others);
  const dispatch = member.call('dispatch_agent', { agent: 'Triage', issue: 'CORE-1' });
  equal('there are none', (await refusal('as if there were none', dispatch)).code, INVALID_PARAMS);
  equal('another org keeps them', await names(other), FOURTEEN);
  await turn(true);
  equal('they are back', await names(member), FOURTEEN);
  const { id } = await data(member, 'dispatch_agent', { agent: 'Triage', issue: 'CORE-1' });
  equal('and at work', (await data(member, 'get_execution', { execution: id })).id, id);
  await unwatch();
}

function isOfTools({ method }) {
  return method === TOOLS;
}

function updated({ heard }) {
  return heard.filter(({ method }) => method === UPDATED).map(({ params }) => params.uri);
}
