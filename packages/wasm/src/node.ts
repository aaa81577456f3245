export { compareWide, type WideVerdict } from './node/compareWide.ts';
export { type Check, type Checked, checkBy, type WideVerdictOptions, wideVerdict } from './node/wideVerdict.ts';
