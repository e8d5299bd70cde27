// Stands for `yargs/helpers`, of which we use the parser: the rest would load yargs' help texts and emoji tables at every start.
export { default as Parser } from 'yargs-parser';
