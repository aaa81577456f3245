// First, so that a panel's own styles win.
import './styles/tokens.css';
import './styles/base.css';
import './styles/layout.css';

import { effect } from '@preact/signals';
import { render } from 'preact';
import { App } from './App.tsx';
import { registerOffline } from './offline/register.ts';
import { showShell } from './shell.ts';
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
const app = document.querySelector<HTMLElement>('#app')!;
showShell(app, () => {
  render(<App />, app);
  watchPainting();
  registerOffline();
});
