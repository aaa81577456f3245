// A folder as a site on this machine, with the headers that threads need.
import { createReadStream, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';

const defaultPort = 5190;

/** @type {Readonly<Record<string, string>>} */
const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.gz': 'application/gzip',
};

/**
 * The file that a path asks for; undefined where none is there, or it would lie outside.
 *
 * @param {string} folder
 * @param {string} path
 * @param {Readonly<Record<string, string>>} archives
 */
const fileOf = (folder, path, archives) => {
  const archive = Object.hasOwn(archives, path) ? archives[path] : undefined;
  const file = archive ?? join(folder, normalize(path === '' ? 'index.html' : path));
  if (archive === undefined && !file.startsWith(folder + sep)) return undefined;
  try {
    const stats = statSync(file);
    return stats.isFile() ? { file, size: stats.size } : undefined;
  } catch {
    return undefined; // none, or a name that no file can have
  }
};

/**
 * The page, which learns from its head that CIFAR-10 can be had here.
 *
 * @param {string} file
 * @param {readonly string[]} archives
 */
const pageOf = (file, archives) => {
  const metas = archives.map((name) => `<meta name="kindling-cifar10" content="./${name}">`);
  return Buffer.from(readFileSync(file, 'utf8').replace('</head>', `${metas.join('')}</head>`));
};

/**
 * @param {import('node:http').Server} server
 * @param {number} port
 * @returns {Promise<void>}
 */
const listen = (server, port) =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, 'localhost', () => {
      server.off('error', reject);
      resolve();
    });
  });

/**
 * @param {object} options
 * @param {string} options.folder
 * @param {Readonly<Record<string, string>>} [options.archives] files from elsewhere, by the name they have here
 * @param {number} [options.port] default: 5190, or a free one where that is taken
 * @returns {Promise<{ url: string, close(): void }>}
 */
export const serve = async ({ folder, archives = {}, port }) => {
  const server = createServer((request, response) => {
    const path = pathOf(request.url ?? '/');
    const found = path === undefined ? undefined : fileOf(folder, path, archives);
    if (found === undefined) return void response.writeHead(404).end('There is no such file.\n');
    if (request.method !== 'GET' && request.method !== 'HEAD') return void response.writeHead(405).end();
    const { file, size } = found;
    const page = extname(file) === '.html' ? pageOf(file, Object.keys(archives)) : undefined;
    response.writeHead(200, {
      'content-type': types[extname(file)] ?? 'application/octet-stream',
      'content-length': page?.length ?? size,
      // The names of what lies in assets/ have hashes.
      'cache-control': path?.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
    });
    if (request.method === 'HEAD') response.end();
    else if (page !== undefined) response.end(page);
    else
      createReadStream(file)
        .on('error', () => response.destroy())
        .pipe(response);
  });
  try {
    await listen(server, port ?? defaultPort);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EADDRINUSE') throw error;
    if (port !== undefined) throw new Error(`port ${port} is taken; choose another with --port`);
    await listen(server, 0);
  }
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    url: `http://localhost:${address.port}/`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
};

/**
 * Of an address, without the slash before it; undefined where it cannot be read.
 *
 * @param {string} url
 */
const pathOf = (url) => {
  try {
    return decodeURIComponent(url.replace(/[?#].*$/s, '')).replace(/^\/+/, '');
  } catch {
    return undefined;
  }
};
