// internal: `cifar10` as people get it, in a chunk of its own
import { note } from '#archive';
import type { Labelled } from '../dataset/labelled.ts';
import { official } from './layout.ts';
import { load } from './load.ts';
import type { Cifar10Options } from './options.ts';

/** A server that sends nothing for a minute is stalled, not slow. */
const stallMs = 60_000;

export const loadOfficial = (options: Cifar10Options | undefined): Promise<Labelled> =>
  load(options, { layout: official, stallMs, write: (file, bytes) => file.appendFile(bytes) }, note);
