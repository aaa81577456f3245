// The types of every workspace. Workspaces with equal settings share one compilation, so that tfjs is read once.
import { join } from 'node:path';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
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

/** All folders with types to check. */
export const typedFolders = () => [...workspaceFolders(root), 'scripts'];

/**
 * The types of some folders, here and now.
 *
 * @param {readonly string[]} folders
 * @returns {import('./checks.mjs').Outcome} one check a workspace
 */
const typesOf = (folders) => {
  const compilations = Map.groupBy(folders.map(configOf), ({ options }) => JSON.stringify(options));
  const diagnostics = [...compilations.values()].flatMap((alike) => {
    const files = alike.flatMap((config) => config.files);
    const program = ts.createProgram(files, alike[0]?.options ?? {});
    return [
      ...program.getOptionsDiagnostics(),
      ...program.getGlobalDiagnostics(),
      // The folders' own files: what they import from other folders is checked where it lies.
      ...files.flatMap((path) => {
        const file = program.getSourceFile(path);
        return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
      }),
    ];
  });
  const wrong = new Set(diagnostics.map(({ file }) => (file === undefined ? repository : ownerOf(file.fileName))));
  const host = { getCanonicalFileName: String, getCurrentDirectory: () => root, getNewLine: () => '\n' };
  const checks = folders.map(nameOf).map((owner) => ({ owner, state: wrong.has(owner) ? failed : passed }));
  return { checks, log: ts.formatDiagnostics(diagnostics, host) };
};

/**
 * The types of some folders, in a thread of their own.
 *
 * @param {readonly string[]} folders
 * @returns {Promise<import('./checks.mjs').Outcome>} one check a workspace
 */
export const types = (folders = typedFolders()) =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: { typesOf: folders } });
    worker.on('message', resolve);
    worker.on('error', reject);
  });

if (!isMainThread && workerData?.typesOf !== undefined) parentPort?.postMessage(typesOf(workerData.typesOf));
