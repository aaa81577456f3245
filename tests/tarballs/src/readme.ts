/** How a README has its first example set up: packages, and a file that Node runs. */
export interface FirstExample {
  /** Ours, by their folders under packages/. */
  readonly ours: readonly string[];
  /** Third-party packages, by name, with the version that the README asks for. */
  readonly beside: Readonly<Record<string, string>>;
  /** The file that the README has it in: `model.mjs`. */
  readonly file: string;
  readonly code: string;
}

const install = /^npm install (.+)$/gm;
const packageAtVersion = /^(@?[^@]+)(?:@(.+))?$/;

/**
 * The first example of a README, with what its install lines above it name; undefined where it has no example.
 *
 * @throws Error where the file to put it in is not said, or a third-party package has no version
 */
export const firstExample = (page: string, text: string): FirstExample | undefined => {
  const [, before, code] = /^([\s\S]*?)^```ts\n([\s\S]*?)\n```$/m.exec(text) ?? [];
  if (before === undefined || code === undefined) return undefined;
  const [, file] = /In a file `([\w-]+\.mjs)`, for `node \1`/.exec(before) ?? [];
  if (file === undefined)
    throw new Error(`${page}: say in which .mjs file the first example stands, and how to run it`);
  const ours: string[] = [];
  const beside: Record<string, string> = {};
  for (const [, line] of before.matchAll(install)) {
    for (const asked of line!.split(' ')) {
      const [, name = '', version] = packageAtVersion.exec(asked) ?? [];
      if (name.startsWith('@kindling/')) ours.push(name.slice('@kindling/'.length));
      else if (version === undefined) throw new Error(`${page}: ${asked} needs its version`);
      else beside[name] = version;
    }
  }
  return { ours, beside, file, code };
};
