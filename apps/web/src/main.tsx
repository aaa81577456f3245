import { render } from 'preact';
import { App } from './App.tsx';
import { registerOffline } from './offline/register.ts';
import { startTrainer } from './state/trainer.ts';
import './styles/tokens.css';
import './styles/base.css';
import './styles/layout.css';

startTrainer();
render(<App />, document.querySelector('#app')!);
registerOffline();
