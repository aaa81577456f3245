import { effect } from '@preact/signals';
import { render } from 'preact';
import { App } from './App.tsx';
import { registerOffline } from './offline/register.ts';
import { announce } from './state/announce.ts';
import { followVisibility } from './state/awake.ts';
import { listenToKeys } from './state/keys.ts';
import { followNotices } from './state/notices.ts';
import { tellPageErrors } from './state/pageErrors.ts';
import { watchPainting } from './state/painted.ts';
import { start } from './state/start.ts';
import { followTheme } from './state/theme.ts';
import { title } from './state/told.ts';
import { watchTrainer } from './state/watchdog.ts';
import { takeOver } from './takeOver.ts';

tellPageErrors();
followTheme();
effect(() => {
  document.title = title.value;
});
announce();
followNotices();
watchTrainer();
followVisibility();
listenToKeys();
start();
// In a task of its own: all at once would hold up what the browser has to do.
setTimeout(() => {
  const app = document.querySelector<HTMLElement>('#app')!;
  takeOver(app, () => render(<App />, app));
  watchPainting();
  registerOffline();
});
