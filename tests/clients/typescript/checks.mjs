// One line for each check; the first that fails ends the run and says what was expected and what came.

import { inspect } from 'node:util';

export function ok(what, holds, expected, got) {
  if (holds) {
    console.log(`ok - ${what}`);
    return;
  }
  const shown = inspect(got, { depth: 8, breakLength: 100 });
  throw new Error(`not ok - ${what}\n  expected: ${inspect(expected, { depth: 4 })}\n  got:      ${shown}`);
}

export function equal(what, got, expected) {
  ok(what, got === expected, expected, got);
}

/** Run one client script: its argument is the server's base URL, its exit status the verdict. */
export async function main(run) {
  const base = process.argv[2];
  if (!base) {
    console.error('usage: node SCRIPT http://127.0.0.1:PORT');
    process.exit(2);
  }
  try {
    await run(base.replace(/\/+$/, ''));
    process.exit(0);
  } catch (error) {
    console.error(error?.message?.startsWith('not ok') ? error.message : error);
    process.exit(1);
  }
}
