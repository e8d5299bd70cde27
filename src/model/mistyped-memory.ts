/**
 * Looks for a name that no memory of any part has, nor begins with.
 * @param vocabulary see `Behaviour.memoryVocabulary`
 * @param lists whether the release takes lists at all
 */
export function mistypedMemory(
  text: string,
  vocabulary: readonly string[],
  lists: boolean,
): string | undefined {
  if (vocabulary.length === 0) return undefined;
  const names = lists ? text.split(',').map((name) => name.trim().replace(/^[-\\]/, '')) : [text];
  const groups = lists ? ['ALL', 'all', 'etc', ''] : [];
  return names.find(
    (name) => !groups.includes(name) && (name === '' || !vocabulary.some((known) => known.startsWith(name))),
  );
}
