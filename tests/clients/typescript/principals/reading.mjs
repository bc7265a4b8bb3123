// Projects and issues as resources, and the prompts over them.

import { equal, ok, refusal } from '../checks.mjs';
import { all } from '../features/wire.mjs';

const TEMPLATES = ['tracker://issues/{id}', 'tracker://projects/{id}'];

export async function readsAndBegins({ workspace }) {
  const { reader, other } = workspace;
  const templates = (await all(reader, 'resourceTemplates')).map(({ uriTemplate }) => uriTemplate);
  equal('the templates', templates.sort(), TEMPLATES);
  equal('a project', (await read(reader, 'tracker://projects/CORE')).name, 'Core platform');
  equal('the same for another org', (await read(other, 'tracker://projects/CORE')).name, 'Engine core');
  equal('an issue', (await read(reader, 'tracker://issues/CORE-1')).ref, 'CORE-1');
  const { code } = await refusal('what another org has is not there', other.read('tracker://issues/WEB-1'));
  equal('its code', code, reader.revision < '2026' ? -32002 : -32602);
  const completed = async (ref, name, value) => (await reader.complete(ref, { name, value })).completion.values;
  const issues = await completed({ type: 'ref/resource', uri: TEMPLATES[0] }, 'id', 'WEB-');
  ok('an id is completed', issues.length > 0 && issues.every((ref) => ref.startsWith('WEB-')), 'WEB-…', issues);
  equal('the prompts', (await all(reader, 'prompts')).map(({ name }) => name).sort(), ['triage', 'weekly_report']);
  equal('a project is completed', await completed({ type: 'ref/prompt', name: 'triage' }, 'project', 'W'), ['WEB']);
  const { messages } = await reader.get('triage', { project: 'CORE' });
  const [task, project] = messages.map(({ content }) => content);
  ok('the backlog is in the prompt', task.text.includes('CORE-4'), 'CORE-4 in it', task);
  equal('and the project', project.resource?.uri, 'tracker://projects/CORE');
}

async function read(client, uri) {
  return JSON.parse((await client.read(uri)).contents[0].text).data;
}
