// What the server asks of the client in the middle of a call.

import { equal, ok } from '../checks.mjs';
import { text } from './wire.mjs';

/** The client's answers. */
export const ANSWERS = {
  model: { role: 'assistant', content: { type: 'text', text: 'Paris' }, model: 'a-model', stopReason: 'endTurn' },
  user: ({ message, requestedSchema }) =>
    message.includes('no thanks') ? { action: 'decline' } : { action: 'accept', content: filled(requestedSchema) },
  roots: { roots: [{ uri: 'file:///work/notes', name: 'notes' }] },
};

/** A form, with what the user would write into each kind of field. */
function filled({ properties }) {
  return Object.fromEntries(Object.entries(properties).map(([name, field]) => [name, written(field)]));
}

function written({ type, enum: plain, oneOf, anyOf, items }) {
  const titled = oneOf ?? anyOf;
  if (plain) return plain[0];
  if (titled) return titled[0].const;
  if (type === 'array') return [written(items)];
  return { boolean: true, string: 'alice' }[type] ?? 7;
}

export async function asksTheModel(client) {
  client.asked.length = 0;
  const answer = await client.call('test_sampling', { prompt: 'What is the capital of France?' });
  ok('the model was asked, and its answer used', text(answer).includes('Paris'), 'Paris', answer);
  const [{ method, params }] = client.asked;
  equal('the request', method, 'sampling/createMessage');
  equal('how much the model may say', params.maxTokens, 100);
}

export async function asksTheUser(client) {
  client.asked.length = 0;
  const answer = await client.call('test_elicitation', { message: 'Who are you?' });
  ok('the user was asked, and the answer used', text(answer).includes('alice'), 'alice', answer);
  const [{ method, params }] = client.asked;
  equal('the request', [method, params.message], ['elicitation/create', 'Who are you?']);
  equal('what is asked for', Object.keys(params.requestedSchema.properties).sort(), ['email', 'username']);
  const declined = await client.call('test_elicitation', { message: 'Who are you? Say no thanks!' });
  ok('the user declined', !text(declined).includes('alice'), 'another answer', declined);
}

export async function asksWithAForm(client) {
  client.asked.length = 0;
  const answer = await client.call('test_elicitation_sep1034_defaults');
  ok('a form of all kinds of fields comes back', !answer.isError, 'a result', answer);
  const { age, score, status, verified } = client.asked[0].params.requestedSchema.properties;
  equal('its kinds', [age.type, score.type, verified.type], ['integer', 'number', 'boolean']);
  equal('its choices', status.enum, ['active', 'inactive', 'pending']);
}

export async function asksForChoices(client) {
  const chosen = await client.call('test_elicitation_sep1330_enums');
  ok('a form of all kinds of choices comes back', !chosen.isError, 'a result', chosen);
}

export async function asksSeveralThings(client) {
  client.asked.length = 0;
  const together = await client.call('test_input_required_result_multiple_inputs');
  ok('three were asked at once', !together.isError, 'a result', together);
  const methods = client.asked.map(({ method }) => method).sort();
  equal('the requests', methods, ['elicitation/create', 'roots/list', 'sampling/createMessage']);
  client.asked.length = 0;
  const rounds = await client.call('test_input_required_result_multi_round');
  ok('the user was asked again', !rounds.isError && client.asked.length === 2, 'two questions', client.asked);
  const { messages } = await client.get('test_input_required_result_prompt');
  ok('a prompt asks too', JSON.stringify(messages).includes('alice'), 'what the user said', messages);
}

export async function asksForRoots(client) {
  client.asked.length = 0;
  const answer = await client.call('test_input_required_result_list_roots');
  ok('the roots were asked for, and used', text(answer).includes('1 root'), 'one root', answer);
  equal('the request', client.asked.map(({ method }) => method), ['roots/list']);
}
