export const title = 'Code';
export const tabs = { script: 'Script', log: 'Log', summary: 'summary()' } as const;
export const tabList = 'What is shown';
export const hint = 'This run as a program of its own: the same pictures, the same steps.';
export const copyIt = 'Copy';
export const copied = 'Copied';
export const notCopied = 'This browser does not let the page copy. Select the text and copy it yourself.';
export const download = 'Download train.ts';
export const fileName = 'train.ts';
export const inTerminal = 'In a terminal, with Node 22.18 or later:';
export const run = 'node train.ts';
export const script = 'The script';
export const log = 'Each epoch';
export const noLog = 'Each epoch adds a line, as Keras prints it.';
export const summary = 'The library’s own words';
export const noSummary = 'It comes when the library has built the model.';
export const keep = {
  title: 'Keep and share',
  save: 'Save project',
  saveWhat: 'One .safetensors file: weights and place. Drop it on this page to go on.',
  csv: 'History as CSV',
  link: 'Copy link',
  linkWhat: 'Opens this page with these settings.',
  linkLabel: 'Link to these settings',
} as const;
