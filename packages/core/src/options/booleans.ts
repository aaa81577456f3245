import { show } from './show.ts';

/** `dense: useBias must be true or false, got 1` */
export const requireBoolean = (owner: string, name: string, value: unknown): void => {
  if (typeof value !== 'boolean') throw new TypeError(`${owner}: ${name} must be true or false, got ${show(value)}`);
};
