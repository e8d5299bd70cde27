/**
 * Does one thing after another, beginning some before earlier ones have ended. Results are handed on in order. After a failure
 * nothing more is begun, even while earlier results are still to come, and what is under way is waited for.
 *
 * @param depth how many may be under way at a time
 * @throws the first failure
 */
export async function pipelined<Item, Result>(
  items: readonly Item[],
  depth: number,
  begin: (item: Item) => Promise<Result>,
  finish: (item: Item, result: Result) => void,
): Promise<void> {
  const underWay: { readonly item: Item; readonly result: Promise<Result> }[] = [];
  let next = 0;
  let failed = false;
  try {
    for (;;) {
      while (!failed && underWay.length < depth && next < items.length) {
        const item = items[next++] as Item;
        const result = begin(item);
        result.catch(() => {
          failed = true;
        });
        underWay.push({ item, result });
      }
      const oldest = underWay.shift();
      if (!oldest) return;
      finish(oldest.item, await oldest.result);
    }
  } finally {
    await Promise.allSettled(underWay.map(({ result }) => result));
  }
}
