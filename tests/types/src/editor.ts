// What an editor shows for code that somebody is typing.
import { join } from 'node:path';
import ts from 'typescript';

const root = join(import.meta.dirname, '../../..');
const file = join(root, 'tests/types/src/typed.ts');

export interface Editor<Name extends string> {
  /** The doc of what stands at the mark of a call. */
  hover(name: Name): string;
  /** The names that are offered at the mark. */
  completions(name: Name): readonly string[];
  /** The doc of one of the names that are offered at the mark. */
  completionDoc(name: Name, offered: string): string;
}

/** An editor on calls that each have one mark, `|`, under the imports that they need. */
export const openEditor = <Name extends string>(
  imports: string,
  calls: Readonly<Record<Name, string>>,
): Editor<Name> => {
  const marked = imports + Object.values(calls).join(';\n');
  const text = marked.replaceAll('|', '');
  const { config } = ts.readConfigFile(join(root, 'tsconfig.base.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const service = ts.createLanguageService({
    getCompilationSettings: () => options,
    getScriptFileNames: () => [file],
    getScriptVersion: () => '1',
    getScriptSnapshot: (path) => {
      const content = path === file ? text : ts.sys.readFile(path);
      return content === undefined ? undefined : ts.ScriptSnapshot.fromString(content);
    },
    getCurrentDirectory: () => join(root, 'tests/types'),
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: (path) => path === file || ts.sys.fileExists(path),
    readFile: ts.sys.readFile,
    directoryExists: ts.sys.directoryExists,
    getDirectories: ts.sys.getDirectories,
  });
  const placeOf = (name: Name): number => {
    const before = marked.slice(0, marked.indexOf(calls[name]) + calls[name].indexOf('|'));
    return before.replaceAll('|', '').length;
  };
  const words = (parts: ts.SymbolDisplayPart[] | undefined): string => ts.displayPartsToString(parts);
  return {
    hover: (name) => words(service.getQuickInfoAtPosition(file, placeOf(name))?.documentation),
    completions: (name) =>
      (service.getCompletionsAtPosition(file, placeOf(name), {})?.entries ?? []).map((entry) => entry.name),
    completionDoc: (name, offered) =>
      words(
        service.getCompletionEntryDetails(file, placeOf(name), offered, {}, undefined, {}, undefined)?.documentation,
      ),
  };
};
