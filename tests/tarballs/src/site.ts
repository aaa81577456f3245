import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.wasm': 'application/wasm',
};

export interface Site {
  /** Of the page; ends with a slash. */
  readonly url: string;
  /** The paths of the .wasm files that were asked for, there or not. */
  readonly asked: readonly string[];
  close(): void;
}

/** Serves a folder under a path, with headers beside each answer, as a plain server of files does. */
export const serveSite = async (folder: string, path: string, headers: Record<string, string>): Promise<Site> => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url!, 'http://localhost');
    if (pathname.endsWith('.wasm')) asked.push(pathname);
    const file = join(folder, pathname.slice(path.length) || 'index.html');
    if (!pathname.startsWith(path) || !existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404).end();
    } else {
      response.writeHead(200, { ...headers, 'content-type': types[extname(file)]! }).end(readFileSync(file));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}${path}`,
    asked,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};
