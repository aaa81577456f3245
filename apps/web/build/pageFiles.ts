import type { HtmlTagDescriptor } from 'vite';

/** What is asked of a chunk of a build. */
interface Chunk {
  readonly imports: readonly string[];
  readonly dynamicImports: readonly string[];
  readonly viteMetadata?: { readonly importedCss: ReadonlySet<string> } | undefined;
}

/**
 * Links to what an entry's own dynamic imports are made of: scripts, which a browser loads at once and runs when they
 * are asked for, and styles, without which the first frame would be bare.
 *
 * @param chunks of the build, by their file
 */
export const pageFiles = (chunks: Readonly<Record<string, Chunk>>, entry: Chunk): readonly HtmlTagDescriptor[] => {
  const files = new Set(entry.dynamicImports);
  for (const file of files) for (const each of chunks[file]?.imports ?? []) files.add(each);
  const own = [...files].filter((file) => chunks[file] !== entry && !entry.imports.includes(file));
  const styles = own.flatMap((file) => [...(chunks[file]?.viteMetadata?.importedCss ?? [])]);
  const link = (rel: string, file: string): HtmlTagDescriptor => ({
    tag: 'link',
    attrs: { rel, crossorigin: true, href: `./${file}` },
    injectTo: 'head',
  });
  return [
    ...own.map((file) => link('modulepreload', file)),
    ...[...new Set(styles)].map((file) => link('stylesheet', file)),
  ];
};
