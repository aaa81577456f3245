import type { Platform } from './platform.ts';

export const platform: Platform = {
  terminal: { columns: undefined, write: (text) => console.log(text.trimEnd()) },
  files: undefined,
};
