// Stands for `node:module`, of which the bundle wants `createRequire` where there is one: yargs, for files that are never given.
export const createRequire = undefined;
