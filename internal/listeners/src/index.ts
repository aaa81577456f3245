export { keepListeners, withoutRethrowers } from './listeners.ts';
