export { draws } from './draws.ts';
export { permutation } from './permutation.ts';
export { threefry2x32 } from './threefry.ts';
