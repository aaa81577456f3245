import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface TestServer {
  readonly url: string;
  /** The Range header of every request so far. */
  readonly ranges: readonly (string | undefined)[];
  close(): Promise<void>;
}

/** A server on this machine that answers everything with `answer`. */
export const serve = async (
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<TestServer> => {
  const ranges: (string | undefined)[] = [];
  const server: Server = createServer((request, response) => {
    ranges.push(request.headers.range);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/cifar-10-binary.tar.gz`,
    ranges,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
};

/** Answers with a file, or the part of it that is requested. */
export const fileAnswer =
  (file: Uint8Array) =>
  (request: IncomingMessage, response: ServerResponse): void => {
    const [, first] = /^bytes=(\d+)-$/.exec(request.headers.range ?? '') ?? [];
    const from = Number(first ?? 0);
    if (from >= file.length) {
      response.writeHead(416, { 'content-range': `bytes */${file.length}` }).end();
      return;
    }
    response.writeHead(first === undefined ? 200 : 206, {
      'content-type': 'application/gzip',
      'content-length': file.length - from,
      ...(first !== undefined && { 'content-range': `bytes ${from}-${file.length - 1}/${file.length}` }),
    });
    response.end(file.subarray(from));
  };
