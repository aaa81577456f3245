// The types of every workspace. Workspaces with equal settings share one compilation, so that tfjs is read once.
import { join } from 'node:path';
import ts from 'typescript';
import { workspaceFolders } from '../bootstrap/packages.mjs';
import { root } from '../build.mjs';
import { repository } from './checks.mjs';
import { nameOf, ownerOf } from './workspaces.mjs';

const passed = /** @type {const} */ ('passed');
const failed = /** @type {const} */ ('failed');

/** @param {string} folder */
const configOf = (folder) => {
  const host = {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic: (/** @type {ts.Diagnostic} */ { messageText }) => {
      throw new Error(`${folder}/tsconfig.json: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`);
    },
  };
  const config = ts.getParsedCommandLineOfConfigFile(join(root, folder, 'tsconfig.json'), undefined, host);
  if (config === undefined) throw new Error(`${folder}/tsconfig.json is missing`);
  return { options: { ...config.options, configFilePath: undefined }, files: config.fileNames };
};

/** @returns {Promise<import('./checks.mjs').Outcome>} one check a workspace */
export const types = async () => {
  const folders = [...workspaceFolders(root), 'scripts'];
  const compilations = Map.groupBy(folders.map(configOf), ({ options }) => JSON.stringify(options));
  const diagnostics = [...compilations.values()].flatMap((alike) => {
    const files = alike.flatMap((config) => config.files);
    return [...ts.getPreEmitDiagnostics(ts.createProgram(files, alike[0]?.options ?? {}))];
  });
  const wrong = new Set(diagnostics.map(({ file }) => (file === undefined ? repository : ownerOf(file.fileName))));
  const host = { getCanonicalFileName: String, getCurrentDirectory: () => root, getNewLine: () => '\n' };
  const checks = folders.map(nameOf).map((owner) => ({ owner, state: wrong.has(owner) ? failed : passed }));
  return { checks, log: ts.formatDiagnostics(diagnostics, host) };
};
