/** Definitions in their order, found by any of their names in any case of letters. */
export class NamedList<T extends object> {
  readonly #definitions: Set<T>;
  readonly #byName = new Map<string, T>();
  readonly #namesOf: (definition: T) => readonly string[];

  constructor(definitions: readonly T[], namesOf: (definition: T) => readonly string[]) {
    this.#namesOf = namesOf;
    this.#definitions = new Set();
    for (const definition of definitions) this.add(definition);
  }

  add(definition: T): void {
    this.#definitions.add(definition);
    for (const name of this.#namesOf(definition)) this.#byName.set(name.toLowerCase(), definition);
  }

  /** The last one added with that name, if it has not been removed. */
  find(name: string): T | undefined {
    const found = this.#byName.get(name.toLowerCase());
    return found && this.#definitions.has(found) ? found : undefined;
  }

  remove(definition: T): void {
    this.#definitions.delete(definition);
  }

  all(): readonly T[] {
    return [...this.#definitions];
  }
}
