import { platform } from './current.ts';

/**
 * The version of an installed package, by its manifest; undefined where there are no files, as in a page.
 *
 * @param from the URL of a module of the package that imports it
 */
export const packageVersion = async (name: string, from: string): Promise<string | undefined> => {
  const folder = platform.packageFolder(name, from);
  const manifest = folder === undefined ? undefined : await platform.files?.read(`${folder}package.json`);
  return manifest === undefined ? undefined : JSON.parse(manifest).version;
};
