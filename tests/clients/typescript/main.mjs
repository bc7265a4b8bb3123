// What every script does: connect, walk through a scenario, leave. Its exit status is the verdict.

import { equal } from './checks.mjs';
import { everything } from './everything.mjs';
import { tracker } from './tracker.mjs';

const SCENARIOS = { tracker, everything };

// `connect` is given where a server is, { http, sse, headers }. A client comes dressed, the same for all versions:
//
//   revision                     what was agreed on
//   page(kind, cursor)           a page of 'tools', 'resources', 'resourceTemplates' or 'prompts'
//   call(name, args, options)    options: onprogress, signal
//   read(uri), get(name, args), complete(ref, argument)
//   setLevel(level)              how much of the log the calls from now on are to bring
//   watch(uri)                   hear of changes, of this resource too; returns what ends the latter
//   heard                        the notifications so far, as { method, params }
//   asked                        the requests of the server so far, as { method, params }
//   interrupt(name)              make a call, lose the connection at the first log message, resume
//   close()
export async function main(connect) {
  const [scenario, description, ...addresses] = process.argv.slice(2);
  const version = JSON.parse(description);
  const meet = async (server) => {
    const client = await connect(server, version);
    equal('the negotiated revision', client.revision, version.revision);
    return client;
  };
  try {
    await SCENARIOS[scenario](meet, version, ...addresses);
    process.exit(0);
  } catch (error) {
    console.error(error?.message?.startsWith('not ok') ? error.message : error);
    process.exit(1);
  }
}
