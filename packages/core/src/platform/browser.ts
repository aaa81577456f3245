import { describeCores } from './describeCores.ts';
import type { Platform } from './platform.ts';

export { threading } from './threadingBrowser.ts';

export const platform: Platform = {
  isNode: false,
  terminal: { columns: undefined, write: (text) => console.log(text.trimEnd()) },
  files: undefined,
  isHidden: () => globalThis.document?.visibilityState === 'hidden',
  warn: (text) => console.warn(text),
  device: (threads) => describeCores(threads, Math.max(threads, globalThis.navigator?.hardwareConcurrency ?? 1)),
  packageFolder: () => undefined,
  keepListeners: (run) => run(),
};
