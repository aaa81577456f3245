// internal: for Node alone
// The machine that this process runs on
import { execFile } from 'node:child_process';
import { closeSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Found, Machine, Native, NotOpened, Ran } from './machine.ts';

/** What is used of koffi. */
interface Koffi {
  load(path: string): { func(prototype: string): Native };
}

const found = <T>(ask: () => T): Found<T> => {
  try {
    return { value: ask() };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return { fault: 'absent', says: message };
    return { fault: code === 'EACCES' || code === 'EPERM' ? 'refused' : 'broken', says: message };
  }
};

const head = (path: string, bytes: number): Uint8Array => {
  const file = openSync(path, 'r');
  try {
    const buffer = new Uint8Array(bytes);
    return buffer.subarray(0, readSync(file, buffer, 0, bytes, 0));
  } finally {
    closeSync(file);
  }
};

/** A program that takes longer is stuck. */
const usualPatience = 15_000;

const run = (
  env: Machine['env'],
  command: string,
  args: readonly string[],
  patience = usualPatience,
): Promise<Ran | undefined> =>
  new Promise((resolve) => {
    const options = { env, timeout: patience, killSignal: 'SIGKILL', encoding: 'utf8', windowsHide: true } as const;
    execFile(command, args, options, (error, output, errors) => {
      const { code, signal, killed } = error ?? { code: 0, signal: undefined, killed: false };
      if (typeof code === 'string') return resolve(undefined);
      const stuck = `it took longer than ${patience / 1000} s`;
      resolve({ code: code ?? undefined, signal: killed ? stuck : (signal ?? undefined), output, errors });
    });
  });

/** koffi is wherever one of the packages that use it has it. */
const loadKoffi = (roots: readonly string[]): Koffi | string => {
  let says = '';
  for (const root of roots) {
    try {
      return createRequire(join(root, 'a.js'))('koffi') as Koffi;
    } catch (error) {
      says ||= (error as Error).message.split('\n')[0]!;
    }
  }
  return says;
};

const openBy = async <Name extends string>(
  roots: readonly string[],
  path: string,
  prototypes: Readonly<Record<Name, string>>,
): Promise<Readonly<Record<Name, Native>> | NotOpened> => {
  const koffi = loadKoffi(roots);
  if (typeof koffi === 'string') return { notOpened: 'noKoffi', says: koffi };
  try {
    const library = koffi.load(path);
    const entries = Object.entries<string>(prototypes).map(([name, prototype]) => [name, library.func(prototype)]);
    return Object.fromEntries(entries) as Record<Name, Native>;
  } catch (error) {
    return { notOpened: 'absent', says: (error as Error).message };
  }
};

/** A function that makes a vector. */
const simdProbe = Uint8Array.of(
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00, 0x01, 0x05, 0x01, 0x60, 0x00, 0x01, 0x7b],
  ...[0x03, 0x02, 0x01, 0x00, 0x0a, 0x08, 0x01, 0x06, 0x00, 0x41, 0x00, 0xfd, 0x0f, 0x0b],
);

/** By the loader that the program of Node itself names, near its start. */
const libcOf = (platform: NodeJS.Platform): 'glibc' | 'musl' | undefined => {
  if (platform !== 'linux') return undefined;
  const start = found(() => head(process.execPath, 4096));
  return 'value' in start && Buffer.from(start.value).includes('/ld-musl-') ? 'musl' : 'glibc';
};

/** Where packages are strictly apart, `@kindling/torch` alone reaches the koffi that it brings. */
const withTorch = (roots: readonly string[]): readonly string[] => [
  ...roots,
  ...roots.flatMap((root) => {
    const resolved = found(() => createRequire(join(root, 'a.js')).resolve('@kindling/torch/package.json'));
    return 'value' in resolved ? [dirname(resolved.value)] : [];
  }),
];

/** What may be told apart from this process: for tests. */
export interface Surroundings {
  /** Of the programs that are run. Default: that of this process. */
  readonly env?: Machine['env'] | undefined;
  /** The folder that the doctor is called in. Default: that of this process. */
  readonly folder?: string | undefined;
}

/** Given anew at each call: the environment and the folder may have changed. */
export const thisMachine = ({ env = process.env, folder = process.cwd() }: Surroundings = {}): Machine => {
  const { platform, arch, versions, execPath } = process;
  const packageRoots = withTorch([folder, dirname(fileURLToPath(import.meta.url))]);
  return {
    platform,
    arch,
    libc: libcOf(platform),
    node: versions.node,
    execPath,
    folder,
    packageRoots,
    env,
    wasm: { simd: WebAssembly.validate(simdProbe), threads: typeof SharedArrayBuffer === 'function' },
    run: (...call) => run(env, ...call),
    read: (path) => found(() => readFileSync(path, 'utf8')),
    head: (path, bytes) => found(() => head(path, bytes)),
    list: (path) => found(() => readdirSync(path)),
    open: (path, prototypes) => openBy(packageRoots, path, prototypes),
  };
};
