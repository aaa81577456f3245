import type { Settings } from '../outcome.ts';

/** The program's one argument. */
export const settings = JSON.parse(process.argv[2] ?? '') as Settings;
