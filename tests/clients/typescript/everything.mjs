// What every client does with a running `everything`: the steps, written once for all versions.

import { equal } from './checks.mjs';
import {
  asksForChoices,
  asksForRoots,
  asksSeveralThings,
  asksTheModel,
  asksTheUser,
  asksWithAForm,
} from './features/ask.mjs';
import { hearsOfChanges } from './features/changes.mjs';
import { cancels, isHungUpOn, logs, progresses, resumes } from './features/flow.mjs';
import { completes, getsPrompts } from './features/prompts.mjs';
import { readsResources } from './features/resources.mjs';
import { audio, callsTools, links, structure } from './features/tools.mjs';

// What some versions lack is named in `versions.json` by these names.
const STEPS = {
  tools: callsTools,
  audio,
  links,
  structure,
  progress: progresses,
  cancel: cancels,
  log: logs,
  resources: readsResources,
  prompts: getsPrompts,
  completion: completes,
  sampling: asksTheModel,
  elicitation: asksTheUser,
  form: asksWithAForm,
  choices: asksForChoices,
  roots: asksForRoots,
  questions: asksSeveralThings,
  changes: hearsOfChanges,
  resume: resumes,
  hangup: isHungUpOn,
};

export async function everything(meet, { lacks }, base) {
  const unknown = Object.keys(lacks).filter((name) => !(name in STEPS));
  equal('every feature that is lacking is one', unknown, []);
  const client = await meet({ http: `${base}/mcp`, sse: `${base}/sse` });
  for (const [name, step] of Object.entries(STEPS)) {
    if (name in lacks) console.log(`skip - ${name}: ${lacks[name]}`);
    else await step(client);
  }
  await client.close();
}
