import { Charts } from './panels/Charts.tsx';
import { Code } from './panels/Code.tsx';
import { Data } from './panels/Data.tsx';
import { Header } from './panels/Header.tsx';
import { Look } from './panels/Look.tsx';
import { Model } from './panels/Model.tsx';
import { onDemand } from './panels/onDemand.tsx';
import { Room } from './panels/Room.tsx';
import { RunBar } from './panels/RunBar.tsx';
import { Said } from './panels/Said.tsx';
import { Train } from './panels/Train.tsx';
import { isBelowWanted } from './state/painted.ts';
import { isHidden, type RoomName } from './state/rooms.ts';
import { isPhone, isWide } from './state/screen.ts';
import { isCovered, sheet } from './state/sheets.ts';

const Matrix = onDemand(() => import('./panels/below.ts').then((file) => file.Matrix));
const Pad = onDemand(() => import('./panels/below.ts').then((file) => file.Pad));
const FirstLayer = onDemand(() => import('./panels/below.ts').then((file) => file.FirstLayer));
const Help = onDemand(() => import('./panels/Help.tsx').then((file) => file.Help));
const Device = onDemand(() => import('./panels/Device.tsx').then((file) => file.Device));

const controls: readonly (readonly [RoomName, () => preact.ComponentChildren])[] = [
  ['data', Data],
  ['model', Model],
  ['train', Train],
];

const charts = ['charts', Charts] as const;
const look = ['look', Look] as const;
const rest = [['matrix', Matrix] as const, ['pad', Pad] as const, ['layer', FirstLayer] as const];
const first: typeof controls = [charts, look];
/** What a phone has room for at first is the pictures. */
const phoneFirst: typeof controls = [look, charts];

interface ColumnProps {
  readonly name: string;
  readonly rooms: typeof controls;
  readonly inert: boolean;
}

const Column = ({ name, rooms, inert }: ColumnProps) => {
  const shown = rooms.filter(([room]) => !isHidden(room));
  if (shown.length === 0) return null;
  return (
    <div class={name} inert={inert}>
      {shown.map(([room, Panel]) => (
        <Room key={room} name={room}>
          <Panel />
        </Room>
      ))}
    </div>
  );
};

export const App = () => {
  // What lies below comes behind what is waited for.
  const stage = [...(isPhone.value ? phoneFirst : first), ...(isBelowWanted.value ? rest : [])];
  // What stands first on the screen is also first in the tab order.
  const columns = [
    <Column key="controls" name="controls" rooms={controls} inert={isCovered.value && !isWide.value} />,
    <Column key="stage" name="stage" rooms={stage} inert={isCovered.value} />,
  ];
  const hasControls = controls.some(([room]) => !isHidden(room));
  return (
    <div class={sheet.value === undefined ? 'page' : 'page beside-sheet'}>
      <Header />
      <RunBar />
      <main class={hasControls ? 'layout' : 'layout stage-only'}>{isWide.value ? columns : columns.reverse()}</main>
      <Code />
      {sheet.value === 'help' && <Help />}
      {sheet.value === 'device' && <Device />}
      <Said />
    </div>
  );
};
