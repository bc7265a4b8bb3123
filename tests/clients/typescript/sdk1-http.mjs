// SDK 1.x over streamable HTTP: the handshake, a session, one endpoint.

import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';

import { main } from './checks.mjs';
import { walkWithSdk1 } from './sdk1.mjs';

await main((base) => walkWithSdk1(new StreamableHTTPClientTransport(new URL(`${base}/mcp`))));
