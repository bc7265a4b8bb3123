// What every client does with a running project tracker: the steps, written once for all versions.

import { cannotPassTheirBounds } from './principals/bounds.mjs';
import { hearsNothingOfOthers, hearsOfChanges, losesAFeature } from './principals/changes.mjs';
import { standsInTheLog } from './principals/log.mjs';
import { gather } from './principals/people.mjs';
import { readsAndBegins } from './principals/reading.mjs';
import { seesItsTools, sendsStrangersAway } from './principals/sight.mjs';
import { findsNothingOfOthers, worksOnIssues } from './principals/work.mjs';

const STEPS = [
  sendsStrangersAway,
  seesItsTools,
  worksOnIssues,
  findsNothingOfOthers,
  cannotPassTheirBounds,
  readsAndBegins,
  standsInTheLog,
  hearsOfChanges,
  losesAFeature,
  hearsNothingOfOthers,
];

export async function tracker(meet, { reports }, base, api) {
  const all = await gather(meet, base, api);
  for (const step of STEPS) await step(all, reports);
  await all.leave();
}
