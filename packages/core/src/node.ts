export { cacheFolder } from './platform/cacheFolder.ts';
export { keepListeners, withoutRethrowers } from './platform/listeners.ts';
export { makeFolder } from './platform/makeFolder.ts';
export { isGone, processTag, tagPattern } from './platform/processes.ts';
export { removeOrphans, writeFileAtomically } from './platform/writeFileAtomically.ts';
