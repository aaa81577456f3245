// internal: a backend that has a name and is not there
import type { Backend } from '../backend.ts';

export const absent = (name: string, reason: string): Backend => ({ name, start: async () => ({ absent: reason }) });
