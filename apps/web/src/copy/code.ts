import { checkoutFolder, scriptName } from '@kindling/app-common';
import { count } from './numbers.ts';

export const title = 'Code';
export const tabs = { script: 'Script', log: 'Log', summary: 'summary()' } as const;
export const tabList = 'What is shown';
export const whose = 'Whose program';
export const ofRun = 'This run';
export const ofNext = 'Next run';
export const hint = {
  run: 'This run as a program of its own: the same pictures, the same steps.',
  next: 'The next run as a program.',
} as const;
export const copyIt = 'Copy';
export const copied = 'Copied';
export const notCopied = 'This browser does not let the page copy. Select the text and copy it yourself.';
export const download = `Download ${scriptName}`;
export const inTerminal = 'In a terminal, with Node 22.18 or later:';
export const copyLines = 'Copy these lines';
export const notPublished = `The packages are not on npm yet, so the first line will fail. Until they are, the script runs in a checkout: once with the first three lines, then with ${scriptName} in its folder ${checkoutFolder} by the fourth.`;
export const inCheckout = 'In a checkout';
export const run = `node ${scriptName}`;
export const script = 'The script';
export const log = 'Each epoch';
export const noLog = 'Each epoch adds a line, as Keras prints it.';
export const summary = 'The library’s own words';
export const summaryOfNext = 'The model of the next run.';
export const summaryScrolls = 'It scrolls sideways.';
export const noSummary = 'It comes when the library has built the model.';
export const keep = {
  title: 'Keep and share',
  save: 'Save project',
  open: 'Open project…',
  saveNothing: 'Saves a run as one .safetensors file, once there is one. Open it here to go on.',
  saveWhat: (layers: string, step: number): string =>
    `Saves the run shown (${layers}, at step ${count(step)}) as one .safetensors file: weights and place. Open it here to go on.`,
  load: 'In a program, with layers as all of @kindling/models, and loadModel from its /node or /browser:',
  loadLine: 'const { model, weights } = await loadModel(file, layers);',
  csv: 'History as CSV',
  link: 'Copy link',
  linkWhat: { run: 'Opens this page with the settings of this run.', next: 'Opens this page with these settings.' },
  linkLabel: 'Link to these settings',
} as const;
