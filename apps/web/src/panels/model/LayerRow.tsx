import { type ActivationChoice, activationNames } from '@kindling/app-common';
import type { Signal } from '@preact/signals';
import * as copy from '../../copy/model.ts';
import { changedLayer, type LayerDraft, movedLayer, withoutLayer } from '../../state/draft.ts';
import { draft, edit } from '../../state/editor.ts';
import { focusSoon } from '../../state/focus.ts';
import { tellLayers } from '../../state/layersTold.ts';
import { NumberField, Refused } from '../NumberField.tsx';

interface Props {
  readonly layer: LayerDraft;
  /** Counted from 0. */
  readonly index: number;
  readonly parameters: string;
  /** The layer whose buttons are on show. */
  readonly open: Signal<number | undefined>;
}

/** The id of the button that shows a layer's others. */
const moreId = (index: number): string => `layer-more-${index}`;

/** Moves or removes; the focus goes with the layer, or to the one that takes its place. */
const Buttons = ({ index, open }: Pick<Props, 'index' | 'open'>) => {
  const last = draft.value.layers.length - 1;
  const move = (by: -1 | 1): void => {
    edit((now) => movedLayer(now, index, by));
    open.value = index + by;
    focusSoon(moreId(index + by));
    tellLayers((parameters) => copy.said.moved(index + 1, index + by + 1, parameters));
  };
  const remove = (): void => {
    edit((now) => withoutLayer(now, index));
    open.value = undefined;
    focusSoon(last === 0 ? 'add-layer' : moreId(Math.min(index, last - 1)));
    tellLayers((parameters) => copy.said.removed(index + 1, parameters));
  };
  return (
    <div class="layer-buttons">
      <button type="button" class="button quiet" disabled={index === 0} onClick={() => move(-1)}>
        {copy.up}
      </button>
      <button type="button" class="button quiet" disabled={index === last} onClick={() => move(1)}>
        {copy.down}
      </button>
      <button type="button" class="button quiet" onClick={remove}>
        {copy.remove}
      </button>
    </div>
  );
};

/** A hidden layer in one line. */
export const LayerRow = ({ layer, index, parameters, open }: Props) => {
  const field = `layers.${index}.units`;
  return (
    <li>
      <div class="layer">
        <span>{copy.dense}</span>
        <NumberField
          field={field}
          value={layer.units}
          label={copy.units(index + 1)}
          onInput={(units) => edit((now) => changedLayer(now, index, { units }))}
        />
        <select
          class="value"
          aria-label={copy.activation(index + 1)}
          value={layer.activation}
          onChange={({ currentTarget }) =>
            edit((now) => changedLayer(now, index, { activation: currentTarget.value as ActivationChoice }))
          }
        >
          {activationNames.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
        <span class="num parameters">{parameters}</span>
        <button
          type="button"
          class="more"
          id={moreId(index)}
          aria-label={copy.more(index + 1)}
          aria-expanded={open.value === index}
          onClick={() => {
            open.value = open.value === index ? undefined : index;
          }}
        >
          <svg width="4" height="16" viewBox="0 0 4 16" aria-hidden="true">
            {[2, 8, 14].map((y) => (
              <circle key={y} cx="2" cy={y} r="1.6" fill="currentColor" />
            ))}
          </svg>
        </button>
      </div>
      <Refused field={field} />
      {open.value === index && <Buttons index={index} open={open} />}
    </li>
  );
};
