// What the server tells without being asked: lists that changed, resources that were updated.

import { equal, until } from '../checks.mjs';

const WATCHED = 'test://watched-resource';
const ANOTHER = 'test://static-text';
const UPDATED = 'notifications/resources/updated';

const TRIGGERS = [
  ['test_trigger_tool_change', 'notifications/tools/list_changed'],
  ['test_trigger_prompt_change', 'notifications/prompts/list_changed'],
  ['test_trigger_resource_change', 'notifications/resources/list_changed'],
];

export async function hearsOfChanges(client) {
  const unwatch = await client.watch(WATCHED);
  for (const [trigger, method] of TRIGGERS) {
    client.heard.length = 0;
    await client.call(trigger);
    await until(`${method} is heard`, () => methods(client), (heard) => heard.includes(method));
  }
  await until('the resource that is watched was updated', () => updated(client), (uris) => uris.includes(WATCHED));
  await unwatch();
  client.heard.length = 0;
  const unwatchAnother = await client.watch(ANOTHER);
  await client.call('test_trigger_resource_change', { uri: WATCHED });
  await client.call('test_trigger_resource_change', { uri: ANOTHER });
  await until('another is watched now', () => updated(client), (uris) => uris.includes(ANOTHER));
  equal('and the first no more', updated(client), [ANOTHER]);
  await unwatchAnother();
}

function methods(client) {
  return client.heard.map(({ method }) => method);
}

function updated(client) {
  return client.heard.filter(({ method }) => method === UPDATED).map(({ params }) => params.uri);
}
