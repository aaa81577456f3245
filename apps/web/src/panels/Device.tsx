import * as copy from '../copy/device.ts';
import { deviceNames } from '../copy/deviceNames.ts';
import { milliseconds } from '../copy/numbers.ts';
import { timingsLine } from '../copy/runBar.ts';
import { train, wish } from '../state/actions.ts';
import * as run from '../state/run.ts';
import { close } from '../state/sheets.ts';
import { timesNow } from '../state/told.ts';
import type { Wish } from '../worker/protocol.ts';
import { Sheet } from './Sheet.tsx';
import '../styles/device.css';

const Choice = ({ value }: { readonly value: Wish }) => {
  const time = value === 'auto' ? undefined : timesNow.value[value];
  return (
    <label class="device-choice">
      <input
        type="radio"
        name="device"
        checked={wish.value === value}
        onChange={() => {
          wish.value = value;
        }}
      />
      <span>
        <span class="device-name">{value === 'auto' ? copy.fastest : deviceNames[value]}</span>
        <span class="small">
          {value === 'auto' ? copy.fastestIs(run.device.value?.choices ?? []) : copy.about[value]}
        </span>
      </span>
      {time !== undefined && <span class="num small">{copy.aStep(milliseconds(time))}</span>}
    </label>
  );
};

export const Device = () => {
  const device = run.device.value;
  return (
    <Sheet name="device" title={copy.title}>
      <div class="device">
        {device === undefined ? (
          <p>{copy.notYet}</p>
        ) : (
          <>
            <p>
              <strong>{device.label}</strong>
              {device.why}
            </p>
            <p class="small num">
              {timingsLine(timesNow.value, device) ?? run.timingNote.value ?? copy.notTimed(device)}
            </p>
            <fieldset>
              <legend>{copy.legend}</legend>
              <Choice value="auto" />
              {device.choices.map((name) => (
                <Choice key={name} value={name} />
              ))}
            </fieldset>
            <button
              type="button"
              class="button primary"
              onClick={() => {
                close();
                train();
              }}
            >
              {copy.begin}
            </button>
            <p class="small">{copy.stays}</p>
          </>
        )}
      </div>
    </Sheet>
  );
};
