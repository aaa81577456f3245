// Writes apps/web/build/shell.html: the page's first frame, as it is drawn before any script has come.
//
//   node --conditions=@kindling/source tests/web/src/shell.ts
//
// Of the site as it is in apps/web. `first.test.ts` says when it is no more what the page itself shows.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { launch, open } from './browser.ts';
import { firstFrame, silence } from './firstFrame.ts';
import { buildSite, serveSite } from './site.ts';

const built = await buildSite();
const site = await serveSite(built.folder);
const browser = await launch();
try {
  const { page } = await open(browser, { site, hash: 'autorun=0', before: silence });
  writeFileSync(fileURLToPath(new URL('../../../apps/web/build/shell.html', import.meta.url)), await firstFrame(page));
} finally {
  await browser.close();
  site.close();
  built.remove();
}
