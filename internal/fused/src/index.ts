export { offers } from './offers.ts';
