const special = /["'` $\\#[\]<>|;{}()*?~&!]/;

/** A word of a command line as a shell takes it: in single quotes where it needs them. */
export function shellWord(word: string): string {
  return special.test(word) ? `'${word.replaceAll("'", "'\\''")}'` : word;
}
