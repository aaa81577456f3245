import { Charts } from './panels/Charts.tsx';
import { Code } from './panels/Code.tsx';
import { Data } from './panels/Data.tsx';
import { FirstLayer } from './panels/FirstLayer.tsx';
import { Header } from './panels/Header.tsx';
import { Help } from './panels/Help.tsx';
import { Look } from './panels/Look.tsx';
import { Model } from './panels/Model.tsx';
import { Pad } from './panels/Pad.tsx';
import { RunBar } from './panels/RunBar.tsx';
import { Train } from './panels/Train.tsx';

export const App = () => (
  <>
    <Header />
    <RunBar />
    <main class="layout">
      <div class="controls">
        <Data />
        <Model />
        <Train />
      </div>
      <div class="stage">
        <Charts />
        <Look />
        <Pad />
        <FirstLayer />
      </div>
    </main>
    <Code />
    <Help />
  </>
);
