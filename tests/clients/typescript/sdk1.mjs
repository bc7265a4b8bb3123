// SDK 1.x: a handshake and a session, over streamable HTTP or the older HTTP+SSE.

import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import * as types from '@modelcontextprotocol/sdk/types.js';

import { until } from './checks.mjs';
import { ANSWERS } from './features/ask.mjs';
import { main } from './main.mjs';

const LISTS = {
  tools: 'listTools',
  resources: 'listResources',
  resourceTemplates: 'listResourceTemplates',
  prompts: 'listPrompts',
};

const CHANGES = [
  types.LoggingMessageNotificationSchema,
  types.ToolListChangedNotificationSchema,
  types.PromptListChangedNotificationSchema,
  types.ResourceListChangedNotificationSchema,
  types.ResourceUpdatedNotificationSchema,
];

await main(async (server, { transport, lacks }) => {
  const connection = await connect(await open(transport, server), lacks);
  const { client } = connection;
  if (transport === 'sse') oneMessageATurn(client.transport);
  return {
    ...connection,
    page: (kind, cursor) => client[LISTS[kind]]({ cursor }),
    call: (name, args, options) =>
      client.callTool({ name, arguments: args }, undefined, { ...options, timeout: 20_000 }),
    read: (uri) => client.readResource({ uri }),
    get: (name, args) => client.getPrompt({ name, arguments: args }),
    complete: (ref, argument) => client.complete({ ref, argument }),
    setLevel: (level) => client.setLoggingLevel(level),
    watch: async (uri) => {
      await client.subscribeResource({ uri });
      return () => client.unsubscribeResource({ uri });
    },
    interrupt: (name) => interrupt((options) => open(transport, server, options), lacks, name),
    close: () => client.close(),
  };
});

// The oldest version has one of the two only.
async function open(transport, { http, sse, headers }, options) {
  const requestInit = { headers };
  if (transport === 'sse') {
    const { SSEClientTransport } = await import('@modelcontextprotocol/sdk/client/sse.js');
    return new SSEClientTransport(new URL(sse), { requestInit });
  }
  const { StreamableHTTPClientTransport } = await import('@modelcontextprotocol/sdk/client/streamableHttp.js');
  return new StreamableHTTPClientTransport(new URL(http), { requestInit, ...options });
}

async function connect(transport, lacks) {
  const connection = { heard: [], asked: [] };
  connection.client = clientWith(connection, lacks);
  watchRevision(transport, connection);
  await connection.client.connect(transport);
  return connection;
}

function clientWith({ heard, asked }, lacks) {
  const able = { sampling: {}, roots: {}, ...('elicitation' in lacks ? {} : { elicitation: {} }) };
  const client = new Client({ name: 'sdk1', version: '1.0.0' }, { capabilities: able });
  const answer = (schema, answer) =>
    client.setRequestHandler(schema, ({ method, params }) => {
      asked.push({ method, params });
      return answer(params);
    });
  answer(types.CreateMessageRequestSchema, () => ANSWERS.model);
  answer(types.ListRootsRequestSchema, () => ANSWERS.roots);
  if (able.elicitation) answer(types.ElicitRequestSchema, ANSWERS.user);
  client.onerror = ({ message }) => console.log(`# ${message}`);
  for (const schema of CHANGES) client.setNotificationHandler(schema, (change) => void heard.push(change));
  return client;
}

// A client of its own loses its connection, and another one takes the session over.
async function interrupt(open, lacks, name) {
  const first = await connect(await open(), lacks);
  let token;
  const onresumptiontoken = (latest) => (token = latest);
  const call = first.client.callTool({ name }, undefined, { onresumptiontoken });
  call.catch(() => {});
  await until('the call has begun', () => first.heard.length, (heard) => heard > 0);
  const { sessionId } = first.client.transport;
  await first.client.close();
  const second = await connect(await open({ sessionId }), lacks);
  const resumed = { resumptionToken: token, onresumptiontoken };
  const answer = await second.client.callTool({ name }, undefined, resumed);
  await second.client.close();
  return { before: first.heard, after: second.heard, answer };
}

// The client keeps no public record of what was agreed on.
function watchRevision(transport, connection) {
  let handle;
  const watching = (deliver) => (message, extra) => {
    connection.revision ??= message.result?.protocolVersion;
    deliver(message, extra);
  };
  Object.defineProperty(transport, 'onmessage', {
    get: () => handle && watching(handle),
    set: (next) => (handle = next),
  });
}

// Events of one chunk reach the HTTP+SSE transport in a single turn, and then the SDK forgets the progress callback
// at the result before it has run for the notifications ahead of it. The order on the wire stays as it was.
function oneMessageATurn(transport) {
  const deliver = transport.onmessage;
  let last = Promise.resolve();
  transport.onmessage = (message, extra) => {
    last = last.then(() => new Promise(setImmediate)).then(() => deliver(message, extra));
  };
}
