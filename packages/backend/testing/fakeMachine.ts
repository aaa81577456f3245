import { type Found, type Machine, type NotOpened, pathsOf, type Ran } from '../src/doctor/machine.ts';

/** Of a file: its text, its first bytes, or why it is refused. */
export type FakeFile = string | Uint8Array | { readonly refused: string };

/** What a program prints; undefined where it is not there. */
export type FakeProgram = (args: readonly string[]) => Partial<Ran> | string | undefined;

/** A machine that is made up. */
export interface Fake extends Partial<Pick<Machine, 'platform' | 'arch' | 'libc' | 'folder' | 'wasm'>> {
  readonly env?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, FakeFile | undefined>>;
  readonly programs?: Readonly<Record<string, FakeProgram | undefined>>;
  /** Native libraries by the name that they are opened by: functions that get what a native one gets. */
  readonly libraries?: Readonly<Record<string, Readonly<Record<string, Function>>>>;
  /** Whether there is a koffi to open them. Default: whether its package is among the files. */
  readonly koffi?: boolean;
}

const ran = (answer: Partial<Ran> | string): Ran => ({
  code: 0,
  signal: undefined,
  output: '',
  errors: '',
  ...(typeof answer === 'string' ? { output: answer } : answer),
});

export const fakeMachine = (fake: Fake): Machine => {
  const { platform = 'linux', files = {}, programs = {}, libraries = {}, folder = '/home/ada/net' } = fake;
  const paths = pathsOf({ platform } as Machine);
  const file = (path: string): Found<string | Uint8Array> => {
    const content = files[path];
    if (content === undefined) return { fault: 'absent', says: `ENOENT: no such file or directory, open '${path}'` };
    if (typeof content === 'object' && 'refused' in content) return { fault: 'refused', says: content.refused };
    return { value: content };
  };
  const names = Object.keys(files).filter((path) => files[path] !== undefined);
  const koffi = fake.koffi ?? names.some((path) => /node_modules.koffi.package\.json$/.test(path));
  const notOpened = (why: NotOpened['notOpened'], says: string): NotOpened => ({ notOpened: why, says });
  return {
    platform,
    arch: fake.arch ?? 'x64',
    libc: fake.libc ?? (platform === 'linux' ? 'glibc' : undefined),
    node: '24.1.0',
    execPath: 'node',
    folder,
    packageRoots: [folder],
    env: fake.env ?? {},
    wasm: fake.wasm ?? { simd: true, threads: true },
    run: async (command, args) => {
      const answer = programs[command]?.(args);
      return answer === undefined ? undefined : ran(answer);
    },
    read: (path) => {
      const found = file(path);
      return 'value' in found ? { value: String(found.value) } : found;
    },
    head: (path, bytes) => {
      const found = file(path);
      if (!('value' in found)) return found;
      const { value } = found;
      return { value: (typeof value === 'string' ? new TextEncoder().encode(value) : value).subarray(0, bytes) };
    },
    list: (path) => {
      const start = path.endsWith(paths.sep) ? path : path + paths.sep;
      const inside = names.filter((name) => name.startsWith(start)).map((name) => name.slice(start.length));
      if (inside.length === 0) return { fault: 'absent', says: `ENOENT: no such file or directory, scandir '${path}'` };
      return { value: [...new Set(inside.map((name) => name.split(paths.sep)[0]!))] };
    },
    open: async (name) => {
      if (!koffi) return notOpened('noKoffi', "Cannot find module 'koffi'");
      return (libraries[name] as never) ?? notOpened('absent', `${name}: cannot open shared object file`);
    },
  };
};
