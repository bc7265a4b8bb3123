// Four who call, each at both servers: what they prove themselves with is in the tracker's demo data.

import { text } from '../features/wire.mjs';

const PEOPLE = {
  admin: ['pfai_admin_local_only', 'studio-admin-0000-local-AGY1001'],
  member: ['pfai_member_local_only', 'studio-staff-0000-local-AGY1003'],
  reader: ['pfai_reader_local_only', 'studio-reader-0000-local-AGY1004'],
  // An admin too, of another org and of another division.
  other: ['pfai_globex_local_only', 'harbour-admin-0000-local-AGY2001'],
};

/** A client of the workspace and one of the agency for each of them, and the way to more. */
export async function gather(meet, base, api) {
  const at = (path, headers) => meet({ http: `${base}${path}`, sse: `${base}${path}/sse`, headers });
  const doors = {
    workspace: (headers) => at('/api/v1/mcp', headers),
    agency: (headers) => at('/api/v4/mcp', headers),
  };
  const [workspace, agency] = [{}, {}];
  for (const [who, [token, key]] of Object.entries(PEOPLE)) {
    workspace[who] = await doors.workspace(bearer(token));
    agency[who] = await doors.agency({ apikey: key });
  }
  const clients = [...Object.values(workspace), ...Object.values(agency)];
  return {
    workspace,
    agency,
    doors,
    /** Another client of the workspace. */
    another: (who) => doors.workspace(bearer(PEOPLE[who][0])),
    /** The API itself, past both servers: the `data` of its answer. */
    rest: (who, method, path, body) => rest(`${api}/api/v1${path}`, method, bearer(PEOPLE[who][0]), body),
    leave: () => Promise.all(clients.map((client) => client.close())),
  };
}

export function bearer(token) {
  return { authorization: `Bearer ${token}` };
}

async function rest(url, method, headers, body) {
  const init = body && { headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const response = await fetch(url, { method, headers, ...init });
  if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${await response.text()}`);
  return (await response.json()).data;
}

/** What a tool answers: the API's own JSON. */
export async function data(client, tool, args) {
  const answer = await client.call(tool, args);
  if (answer.isError) throw new Error(`not ok - ${tool} of ${JSON.stringify(args)}\n  got: ${text(answer)}`);
  return JSON.parse(text(answer)).data;
}
