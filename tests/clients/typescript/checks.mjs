// One line for each check; the first that fails ends the run and says what was expected and what came.

import { setTimeout as pause } from 'node:timers/promises';
import { inspect, isDeepStrictEqual } from 'node:util';

export const PATIENCE = 10_000;

export function ok(what, holds, expected, got) {
  if (holds) {
    console.log(`ok - ${what}`);
    return;
  }
  const shown = inspect(got, { depth: 8, breakLength: 100 });
  throw new Error(`not ok - ${what}\n  expected: ${inspect(expected, { depth: 4 })}\n  got:      ${shown}`);
}

export function equal(what, got, expected) {
  ok(what, isDeepStrictEqual(got, expected), expected, got);
}

/** Wait until `holds` is true of what `look` returns, but not for ever. */
export async function until(what, look, holds) {
  const deadline = Date.now() + PATIENCE;
  while (!holds(look()) && Date.now() < deadline) await pause(5);
  ok(what, holds(look()), 'it within 10 s', look());
}

/** The error that a request is answered with. */
export async function refusal(what, request) {
  let outcome;
  try {
    outcome = await request;
  } catch (error) {
    outcome = error;
  }
  ok(what, outcome instanceof Error && Number.isInteger(outcome.code), 'a JSON-RPC error', outcome);
  return outcome;
}
