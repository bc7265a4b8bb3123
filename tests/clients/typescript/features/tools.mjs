// Tools: listed, called, refused, and every kind of answer.

import { equal, ok, refusal } from '../checks.mjs';
import { all, text } from './wire.mjs';

const INVALID_PARAMS = -32602;

export async function callsTools(client) {
  const tools = await all(client, 'tools');
  equal('the first tool', tools[0].name, 'test_simple_text');
  const adder = tools.find((tool) => tool.name === 'add');
  equal('what a tool needs', adder?.inputSchema.required, ['a', 'b']);
  const simple = await client.call('test_simple_text');
  equal('a call without arguments', text(simple), 'This is a simple text response for testing.');
  equal('a call with arguments', text(await client.call('add', { a: 40, b: 2 })), '42');
  const greeting = 'Größe – 日本語 ✓\u2028\u{1F980}';
  equal('text of any script', text(await client.call('echo', { text: greeting })), greeting);
  await failures(client);
  await blocks(client);
}

async function failures(client) {
  const failed = await client.call('test_error_handling');
  equal('a tool that fails', failed.isError, true);
  equal('why it failed', text(failed), 'This tool intentionally returns an error for testing');
  const refused = await client.call('add', { a: 1 });
  equal('a missing argument is a tool error', refused.isError, true);
  ok('it names the argument', text(refused).includes('/b'), 'text naming /b', refused);
  const { code } = await refusal('an unknown tool is a protocol error', client.call('no_such_tool'));
  equal('its code', code, INVALID_PARAMS);
}

async function blocks(client) {
  const picture = await block(client, 'test_image_content', 'image');
  equal('the type of a picture', picture.mimeType, 'image/png');
  const embedded = await block(client, 'test_embedded_resource', 'resource');
  equal('an embedded resource', embedded.resource.text, 'This is an embedded resource content.');
  const mixed = await client.call('test_multiple_content_types');
  equal('several blocks', mixed.content.map(({ type }) => type), ['text', 'image', 'resource']);
}

export async function audio(client) {
  const sound = await block(client, 'test_audio_content', 'audio');
  equal('the type of a sound', sound.mimeType, 'audio/wav');
}

export async function links(client) {
  const link = await block(client, 'link', 'resource_link');
  equal('what is linked', link.uri, 'test://linked');
}

async function block(client, tool, type) {
  const { content } = await client.call(tool);
  equal(`the block of ${tool}`, content.map((block) => block.type), [type]);
  return content[0];
}

export async function structure(client) {
  const [tool] = (await all(client, 'tools')).filter(({ name }) => name === 'structured');
  equal('a tool tells the shape of its answer', tool.outputSchema?.type, 'object');
  const place = { name: 'Zugspitze', height: 2962.06 };
  const answer = await client.call('structured', place);
  equal('an answer with structure', answer.structuredContent, place);
  equal('the same as text', JSON.parse(text(answer)), place);
  const { structuredContent } = await client.call('list', { length: 3 });
  const places = structuredContent.result ?? structuredContent;
  equal('a list', places.map(({ name }) => name), ['place 1', 'place 2', 'place 3']);
}
