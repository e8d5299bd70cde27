/** Id and description of a programmer type. */
export type ProgrammerTypeLine = readonly [string, string];
