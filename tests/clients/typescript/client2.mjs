// Client 2.x left to choose the protocol by itself: it must find the stateless one.

import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';

import { ANSWERS } from './features/ask.mjs';
import { main } from './main.mjs';

const LISTS = {
  tools: 'listTools',
  resources: 'listResources',
  resourceTemplates: 'listResourceTemplates',
  prompts: 'listPrompts',
};

const LOG_LEVEL = 'io.modelcontextprotocol/logLevel';

const CHANGES = [
  'notifications/message',
  'notifications/tools/list_changed',
  'notifications/prompts/list_changed',
  'notifications/resources/list_changed',
  'notifications/resources/updated',
];

await main(async ({ http, headers }) => {
  const client = new Client(
    { name: 'client2', version: '1.0.0' },
    {
      capabilities: { sampling: {}, roots: {}, elicitation: {} },
      versionNegotiation: { mode: 'auto' },
    },
  );
  const records = { heard: [], asked: [] };
  listen(client, records);
  await client.connect(new StreamableHTTPClientTransport(new URL(http), { requestInit: { headers } }));
  return { ...records, ...dress(client) };
});

function listen(client, { heard, asked }) {
  const answer = (method, answer) =>
    client.setRequestHandler(method, ({ params }) => {
      asked.push({ method, params });
      return answer(params);
    });
  answer('sampling/createMessage', () => ANSWERS.model);
  answer('roots/list', () => ANSWERS.roots);
  answer('elicitation/create', ANSWERS.user);
  client.onerror = ({ message }) => console.log(`# ${message}`);
  for (const method of CHANGES) client.setNotificationHandler(method, (change) => void heard.push(change));
}

function dress(client) {
  let level = {};
  return {
    revision: client.getNegotiatedProtocolVersion(),
    page: (kind, cursor) => client[LISTS[kind]](cursor ? { cursor } : undefined),
    call: (name, args, options) =>
      client.callTool({ name, arguments: args, _meta: level }, { ...options, timeout: 20_000 }),
    read: (uri) => client.readResource({ uri }),
    get: (name, args) => client.getPrompt({ name, arguments: args }),
    complete: (ref, argument) => client.complete({ ref, argument }),
    setLevel: (least) => void (level = { [LOG_LEVEL]: least }),
    watch: async (uri) => {
      const subscription = await client.listen({
        toolsListChanged: true,
        promptsListChanged: true,
        resourcesListChanged: true,
        resourceSubscriptions: [uri],
      });
      return () => subscription.close();
    },
    close: () => client.close(),
  };
}
