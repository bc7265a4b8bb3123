// Results as the wire has them.

/** Every item of a list, page by page. */
export async function all(client, kind) {
  const items = [];
  let cursor;
  do {
    const page = await client.page(kind, cursor);
    items.push(...page[kind]);
    cursor = page.nextCursor;
  } while (cursor);
  return items;
}

export function text(result) {
  return result.content?.[0]?.text ?? '';
}
