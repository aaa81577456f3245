// First, so that a panel's own styles win.
import './styles/tokens.css';
import './styles/base.css';
import './styles/layout.css';

import { notLoaded } from './copy/page.ts';
import { firstFrame } from './firstFrame.ts';
import { makeWorkerEarly } from './state/firstWorker.ts';
import { stored } from './state/stored.ts';

// Only what the first frame looks like, which comes with the page: all else would hold it up.
const root = document.documentElement;
const theme = stored.get('theme');
if (theme !== undefined) root.dataset.theme = theme;
if (location.hash.includes('hide=')) root.classList.add('hides');

const sayNotLoaded = (): void => {
  const sentence = document.querySelector('.bar-state p');
  if (sentence !== null) sentence.textContent = notLoaded;
};
firstFrame()
  .then(() => {
    makeWorkerEarly();
    return import('./page.tsx');
  })
  .catch(sayNotLoaded);
