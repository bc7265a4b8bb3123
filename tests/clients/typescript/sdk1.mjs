// The 1.x SDK's client, dressed for the scenario.

import { Client } from '@modelcontextprotocol/sdk/client/index.js';

import { walk } from './scenario.mjs';

const NEWEST_HANDSHAKE = '2025-11-25';

export async function walkWithSdk1(transport, onConnected = () => {}) {
  const negotiated = watchVersion(transport);
  const client = new Client({ name: 'sdk1-client', version: '1.0.0' });
  await client.connect(transport);
  onConnected(transport);
  try {
    await walk(dress(client, negotiated()), NEWEST_HANDSHAKE);
  } finally {
    await client.close();
  }
}

// The client tells its transport the version and keeps no public record of it.
function watchVersion(transport) {
  let version;
  const set = transport.setProtocolVersion.bind(transport);
  transport.setProtocolVersion = (value) => {
    version = value;
    set(value);
  };
  return () => version;
}

function dress(client, version) {
  return {
    version,
    listTools: (cursor) => client.listTools({ cursor }),
    callTool: (name, args, onprogress) =>
      client.callTool({ name, arguments: args }, undefined, onprogress ? { onprogress } : {}),
  };
}
