// Client 2.x left to choose the protocol by itself: it must find the stateless one.

import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';

import { main } from './checks.mjs';
import { walk } from './scenario.mjs';

await main(async (base) => {
  const client = new Client(
    { name: 'client2-auto', version: '1.0.0' },
    { versionNegotiation: { mode: 'auto' } },
  );
  await client.connect(new StreamableHTTPClientTransport(new URL(`${base}/mcp`)));
  try {
    await walk(dress(client), '2026-07-28');
  } finally {
    await client.close();
  }
});

function dress(client) {
  return {
    version: client.getNegotiatedProtocolVersion(),
    listTools: (cursor) => client.listTools(cursor ? { cursor } : undefined),
    callTool: (name, args, onprogress) =>
      client.callTool({ name, arguments: args }, onprogress ? { onprogress } : {}),
  };
}
