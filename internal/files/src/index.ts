export { writeFileAtomically } from './writeFileAtomically.ts';
