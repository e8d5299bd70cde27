/** The names of memories that the release has heard of, and those that it has told of. */
export interface KnownMemories {
  readonly names: ReadonlySet<string>;
  readonly told: Set<string>;
}

/** A memory that a block names: one that it describes, or takes away, or another name for one. */
export interface NamedMemory {
  readonly name: string;
  readonly is: 'described' | 'removed' | 'alias';
}
