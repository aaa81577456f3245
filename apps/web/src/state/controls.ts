import { followData } from './classPictures.ts';
import { followPlan } from './editor.ts';
import { takeFiles } from './files.ts';
import { followImports } from './importing.ts';
import { followNetwork } from './own.ts';

let hasBegun = false;

/** Has the controls hear the worker and the page, once, whichever of them are on show. */
export const beginControls = (): void => {
  if (hasBegun) return;
  hasBegun = true;
  followImports();
  followNetwork();
  followData();
  followPlan();
  takeFiles();
};
