// The official TypeScript SDK with the same tools: JSON answers, sessions, plain node:http.
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { NodeStreamableHTTPServerTransport } from '@modelcontextprotocol/node';
import { McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';

const at = process.argv.indexOf('--tools');
const tools = at < 0 ? 3 : Number(process.argv[at + 1]);

const item = z.object({
    key: z.string(),
    rank: z.number(),
    title: z.string(),
    status: z.string(),
    done: z.boolean()
});
const items = () =>
    Array.from({ length: 32 }, (_, rank) => ({
        key: 'ATLAS-1042',
        rank: 100 + rank,
        title: 'The importer drops rows without a date',
        status: 'in progress',
        done: false
    }));
const text = said => ({ content: [{ type: 'text', text: said }] });

// Made once, for every session has a server of its own.
const echo = z.object({ text: z.string().describe('What to say') });
const list = z.object({ result: z.array(item) });
const progress = z.object({ events: z.number().describe('How often') });
const listIssues = z.object({
    project: z.string().describe('Project key'),
    status: z.string().optional().describe('Only this state'),
    limit: z.number().min(1).max(100).default(20).describe('Most issues'),
    closed: z.boolean().default(false).describe('Also closed ones')
});

function server() {
    const server = new McpServer({ name: 'versus', version: '1.0.0' });
    server.registerTool('echo', { description: 'Say the same', inputSchema: echo }, asked => text(asked.text));
    server.registerTool('list', { description: 'List the issues', outputSchema: list }, () => {
        const structuredContent = { result: items() };
        return { ...text(JSON.stringify(structuredContent)), structuredContent };
    });
    server.registerTool('progress', { description: 'Tell how far it is', inputSchema: progress }, () => text('done'));
    for (let index = 3; index < tools; index += 1) {
        const config = { description: 'List issues of a project', inputSchema: listIssues };
        server.registerTool(`project_${index}_list_issues`, config, asked => text(JSON.stringify(asked)));
    }
    return server;
}

const sessions = new Map();

async function open() {
    const transport = new NodeStreamableHTTPServerTransport({
        sessionIdGenerator: randomUUID,
        enableJsonResponse: true,
        onsessioninitialized: id => void sessions.set(id, transport),
        onsessionclosed: id => void sessions.delete(id)
    });
    await server().connect(transport);
    return transport;
}

const http = createServer(async (request, response) => {
    const id = request.headers['mcp-session-id'];
    const transport = id === undefined ? await open() : sessions.get(id);
    if (transport === undefined) {
        response.writeHead(404).end();
        return;
    }
    await transport.handleRequest(request, response);
});
http.keepAliveTimeout = 60_000;
http.listen(0, '127.0.0.1', () => console.log(`127.0.0.1:${http.address().port}`));
