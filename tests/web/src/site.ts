import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const webApp = fileURLToPath(new URL('../../../apps/web', import.meta.url));

/** Builds the demo as it is published, into a new folder. */
export const buildSite = async (): Promise<{ readonly folder: string; remove(): void }> => {
  const folder = mkdtempSync(join(tmpdir(), 'kindling-web-'));
  // vitest has set it to `test`, which would build another page than the one that is published.
  process.env.NODE_ENV = 'production';
  await build({ root: webApp, logLevel: 'error', build: { outDir: folder, emptyOutDir: true } });
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
};

const isolation = { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' };
/** As strict as the page bears. Its own policy stands in its head; this one comes as a header. */
const policy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self' blob:",
  "connect-src 'self' blob:",
  "img-src 'self' blob: data:",
  "style-src 'self'",
  "manifest-src 'self'",
].join('; ');

/** The same site in several folders, each with its headers: `plain` is a static host that sets none. */
const folders = {
  isolated: isolation,
  plain: {},
  strict: { ...isolation, 'content-security-policy': policy },
  'deep/er': isolation,
} as const satisfies Record<string, Readonly<Record<string, string>>>;
export type Folder = keyof typeof folders;

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.wasm': 'application/wasm',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
};

export interface Site {
  /** Of a folder, with a slash at its end. */
  url(folder: Folder): string;
  /** Ends every connection and refuses new ones, as a network that is gone. */
  close(): void;
}

/** Serves a built site. `missing` is asked for each path within it, and answers whether it is not there. */
export const serveSite = async (built: string, missing: (path: string) => boolean = () => false): Promise<Site> => {
  const server = createServer((request, response) => {
    const asked = decodeURIComponent(new URL(request.url!, 'http://localhost').pathname);
    const folder = (Object.keys(folders) as Folder[]).find((name) => asked.startsWith(`/${name}/`));
    const path = folder === undefined ? '' : asked.slice(folder.length + 2) || 'index.html';
    const file = join(built, path);
    if (
      folder === undefined ||
      path.includes('..') ||
      missing(path) ||
      !statSync(file, { throwIfNoEntry: false })?.isFile()
    ) {
      response.writeHead(404).end();
      return;
    }
    const type = types[extname(path)] ?? 'application/octet-stream';
    response.writeHead(200, { ...folders[folder], 'content-type': type }).end(readFileSync(file));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: (folder) => `http://localhost:${port}/${folder}/`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};
