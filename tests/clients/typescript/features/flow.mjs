// What happens while a call runs: progress, the log, its end before its time, a connection that breaks.

import { equal, ok, until } from '../checks.mjs';
import { text } from './wire.mjs';

export async function progresses(client) {
  const seen = [];
  const answer = await client.call('test_tool_with_progress', {}, { onprogress: (update) => seen.push(update) });
  ok('a call with progress', !answer.isError, 'a result', answer);
  equal('how far it was', seen.map(({ progress, total }) => [progress, total]), [[0, 100], [50, 100], [100, 100]]);
}

export async function cancels(client) {
  const before = await counted(client);
  const abort = new AbortController();
  const call = client.call('slow', { millis: 400 }, { onprogress: () => abort.abort('enough'), signal: abort.signal });
  const outcome = await call.catch((error) => error);
  ok('a cancelled call has no result', outcome.content === undefined, 'no result', outcome);
  // It is over only after the first would have been, had that gone on.
  await client.call('slow', { millis: 800 });
  equal('only the other call had its effect', (await counted(client)) - before, 1);
}

async function counted(client) {
  return Number(text(await client.call('counted')));
}

export async function logs(client) {
  await client.setLevel('warning');
  client.heard.length = 0;
  await client.call('say');
  const levels = () => client.heard.filter(isLog).map(({ params }) => params.level);
  await until('what is worth a warning is heard', levels, (heard) => heard.includes('emergency'));
  equal('and nothing else', levels(), ['warning', 'error', 'critical', 'alert', 'emergency']);
  const { params } = client.heard.find(isLog);
  equal('a message of the log', [params.logger, params.data], ['say', 'warning']);
  await client.setLevel('debug');
}

function isLog({ method }) {
  return method === 'notifications/message';
}

export async function resumes(client) {
  const { before, after, answer } = await client.interrupt('test_tool_with_logging');
  const messages = (heard) => heard.filter(isLog).map(({ params }) => params.data);
  equal('the connection broke after', messages(before)[0], 'Tool execution started');
  const all = ['Tool execution started', 'Tool processing data', 'Tool execution completed'];
  equal('every message came, and came once', messages([...before, ...after]), all);
  equal('the answer after all', text(answer), 'Logged three messages.');
}

// A client that knows how comes back by itself; the others are not hung up on.
export async function isHungUpOn(client) {
  const answer = await client.call('test_reconnection');
  ok('the answer comes though the server hangs up', !answer.isError && answer.content.length === 1, 'a result', answer);
}
