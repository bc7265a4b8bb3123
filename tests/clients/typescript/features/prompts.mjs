// Prompts: listed, got, refused; and their arguments, completed.

import { equal, ok, refusal } from '../checks.mjs';
import { all } from './wire.mjs';

const INVALID_PARAMS = -32602;
const GREETING = 'test_prompt_with_arguments';

export async function getsPrompts(client) {
  const prompts = await all(client, 'prompts');
  const greeting = prompts.find(({ name }) => name === GREETING);
  equal('the arguments of a prompt', greeting?.arguments.map(({ name }) => name), ['arg1', 'arg2']);
  const simple = await client.get('test_simple_prompt');
  equal('a prompt', said(simple), 'This is a simple prompt for testing.');
  const filled = said(await client.get(GREETING, { arg1: 'one', arg2: 'two' }));
  ok('a prompt with arguments', filled.includes('one') && filled.includes('two'), 'both arguments', filled);
  const uri = 'test://example-resource';
  const kinds = async (name, args) => (await client.get(name, args)).messages.map(({ content }) => content.type);
  const embedding = await kinds('test_prompt_with_embedded_resource', { resourceUri: uri });
  ok('a prompt with a resource', embedding.includes('resource'), 'a resource', embedding);
  const showing = await kinds('test_prompt_with_image');
  ok('a prompt with a picture', showing.includes('image'), 'a picture', showing);
  const { code } = await refusal('a missing argument is refused', client.get(GREETING, { arg1: 'one' }));
  equal('its code', code, INVALID_PARAMS);
  await refusal('an unknown prompt is refused', client.get('no_such_prompt'));
}

function said({ messages }) {
  return messages[0].content.text;
}

export async function completes(client) {
  const { completion } = await client.complete({ type: 'ref/prompt', name: GREETING }, { name: 'arg1', value: 'test' });
  ok('an argument is completed', completion.values.includes('testing'), 'testing among the values', completion);
}
