// Stands for `yargs/helpers` where there is no Node, like `yargs-helpers.mjs` where there is.
export { default as Parser } from 'yargs-parser/browser';
