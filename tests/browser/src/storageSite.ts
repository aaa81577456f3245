import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { bundleInChunks } from './bundle.ts';

const page = `<!doctype html><meta charset="utf-8"><title>kindling</title><input type="file" multiple><output></output>
<script type="module" src="storagePage.js"></script>`;

export interface StorageSite {
  readonly port: number;
  /** How often the archive was asked for. */
  readonly requests: () => number;
  /** Resolves when the visitor of `/slow` has left. */
  readonly left: Promise<void>;
  close(): void;
}

/** A page whose scripts are bundled as those of users are, in chunks, with an archive beside it. */
export const storageSite = async (archive: Uint8Array): Promise<StorageSite> => {
  const scripts = await bundleInChunks('storagePage.ts', 'storageWorker.ts');
  let requests = 0;
  let leave = (): void => undefined;
  const left = new Promise<void>((resolve) => {
    leave = resolve;
  });
  const answer = (path: string, response: ServerResponse): void => {
    const script = scripts.get(path.slice(1));
    if (script !== undefined) response.writeHead(200, { 'content-type': 'text/javascript' }).end(script);
    else if (path === '/') response.writeHead(200, { 'content-type': 'text/html' }).end(page);
    else if (path === '/archive.tar.gz') {
      requests += 1;
      response.writeHead(200, { 'content-type': 'application/gzip', 'content-length': archive.length }).end(archive);
    } else if (path === '/slow') {
      response.on('close', leave);
      response.writeHead(200, { 'content-length': archive.length }).write(archive.subarray(0, archive.length / 2));
    } else response.writeHead(404).end();
  };
  const server = createServer((request, response) => answer(request.url!, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    requests: () => requests,
    left,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};
