import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';

/** What the answers of a folder say beside their content. */
export type Headers = Readonly<Record<string, string>>;

export interface Server {
  /** Ends with a slash. */
  readonly url: string;
  /** What the next page that has `?report` posts when it is done. */
  reported(): Promise<string>;
  close(): void;
}

const page = `<!doctype html><meta charset="utf-8"><title>kindling</title><output></output>
<script type="module" src="page.js"></script>`;

/** tfjs's own files, served beside the page: without a path given, tfjs looks there. */
const wasmFolder = join(
  dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm/package.json')),
  'dist',
);

/** Serves the same page in each folder, with the folder's headers. */
export const serve = async (program: Uint8Array, folders: Readonly<Record<string, Headers>>): Promise<Server> => {
  const contentOf = (file: string): readonly [type: string, content: Uint8Array | string] | undefined => {
    if (file === '') return ['text/html', page];
    if (file === 'page.js') return ['text/javascript', program];
    if (/^tfjs-backend-wasm[a-z-]*\.wasm$/.test(file))
      return ['application/wasm', readFileSync(join(wasmFolder, file))];
    return undefined;
  };
  let tell: (answer: string) => void = () => undefined;
  const server = createServer((request, response) => {
    if (request.method === 'POST') {
      text(request).then((answer) => {
        response.writeHead(204).end();
        tell(answer);
      });
      return;
    }
    const [, folder = '', file = ''] =
      /^\/([^/]*)\/(.*)$/.exec(new URL(request.url!, 'http://localhost').pathname) ?? [];
    const headers = folders[folder];
    const content = headers && contentOf(file);
    if (content === undefined) {
      response.writeHead(404).end();
    } else {
      response.writeHead(200, { ...headers, 'content-type': content[0] }).end(content[1]);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    reported: () =>
      new Promise((resolve) => {
        tell = resolve;
      }),
    url: `http://localhost:${(server.address() as AddressInfo).port}/`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};
