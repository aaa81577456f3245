import { existsSync } from 'node:fs';

/** Where `CHROMIUM_PATH` says, or else where Debian and its kin have it. */
const candidates =
  process.env.CHROMIUM_PATH === undefined
    ? ['/usr/bin/chromium', '/usr/bin/chromium-browser']
    : [process.env.CHROMIUM_PATH];

/** Chromium's program; undefined where there is none. */
export const chromiumPath = candidates.find((path) => existsSync(path));

/** What to add to the name of a test that needs it. */
export const inChromium =
  chromiumPath === undefined ? `in Chromium, which is not at ${candidates.join(' or ')}` : 'in Chromium';
