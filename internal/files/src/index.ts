export { cacheFolder } from './cacheFolder.ts';
export { writeFileAtomically } from './writeFileAtomically.ts';
