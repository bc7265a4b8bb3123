// SDK 1.x over the older HTTP+SSE transport: one stream down, posts up.

import { SSEClientTransport } from '@modelcontextprotocol/sdk/client/sse.js';

import { main } from './checks.mjs';
import { walkWithSdk1 } from './sdk1.mjs';

await main((base) => walkWithSdk1(new SSEClientTransport(new URL(`${base}/sse`)), oneMessageATurn));

// Events of one chunk reach this transport in a single turn, and then the SDK forgets the progress callback at
// the result before it has run for the notifications ahead of it. The order on the wire stays as it was.
function oneMessageATurn(transport) {
  const deliver = transport.onmessage;
  let last = Promise.resolve();
  transport.onmessage = (message, extra) => {
    last = last.then(() => new Promise(setImmediate)).then(() => deliver(message, extra));
  };
}
