import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import * as copy from '../copy/model.ts';
import { openCode } from '../state/code.ts';
import { beginControls } from '../state/controls.ts';
import { otherModel } from '../state/differs.ts';
import { mostLayers, withLayer } from '../state/draft.ts';
import { draft, edit } from '../state/editor.ts';
import { tellLayers } from '../state/layersTold.ts';
import { countsOf, countText } from '../state/parameters.ts';
import { described, plan } from '../state/plan.ts';
import { LayerRow } from './model/LayerRow.tsx';
import { Refused } from './NumberField.tsx';
import '../styles/model.css';

interface FixedRowProps {
  readonly name: string;
  readonly shape: string;
  readonly activation?: string;
  readonly parameters: string;
}

/** A layer that stays. */
const FixedRow = ({ name, shape, activation, parameters }: FixedRowProps) => (
  <li class="layer fixed">
    <span>{name}</span>
    <span class={`num ${activation === undefined ? 'wide' : ''}`}>{shape}</span>
    {activation !== undefined && <span>{activation}</span>}
    <span class="num parameters">{parameters}</span>
  </li>
);

const add = (): void => {
  edit(withLayer);
  tellLayers((parameters) => copy.said.added(draft.value.layers.length, parameters));
};

export const Model = () => {
  const open = useSignal<number | undefined>(undefined);
  useEffect(beginControls, []);
  const { layers } = draft.value;
  const { flatten, dense } = countsOf(described.value, layers.length);
  const count = (value: number | undefined): string => countText(value, copy.unknown);
  const isFull = layers.length >= mostLayers;
  return (
    <section class="panel model" aria-labelledby="model-title">
      <div class="panel-head">
        <h2 id="model-title">{copy.title}</h2>
        <p class="small">
          <span class="num total">{count(described.value?.parameters)}</span> {copy.total}
        </p>
      </div>
      {otherModel.value !== undefined && (
        <p class="small num other">{copy.other(otherModel.value, plan.value.layers)}</p>
      )}
      <p class="hint num">
        {copy.why(count(described.value?.parameters), count(dense[0]), 3072, plan.value.layers[0]?.units ?? 10)}
      </p>
      <ul class="layers" aria-label={copy.layers}>
        <FixedRow name={copy.input} shape={copy.shape} parameters="" />
        <FixedRow name={copy.flatten} shape={copy.flat} parameters={count(flatten)} />
        {layers.map((layer, index) => (
          <LayerRow key={index} layer={layer} index={index} parameters={count(dense[index])} open={open} />
        ))}
        <FixedRow name={copy.dense} shape="10" activation={copy.lastActivation} parameters={count(dense.at(-1))} />
      </ul>
      <Refused field="layers" />
      <Refused field="model" />
      <p class="small">{copy.explained(layers.map(({ activation }) => activation))}</p>
      <p class="small">{isFull ? copy.full : copy.fixed}</p>
      <div class="row model-buttons">
        <button type="button" class="button" id="add-layer" disabled={isFull} onClick={add}>
          {copy.add}
        </button>
        <span class="small">
          <span id="summary-hint">{copy.summaryHint}</span>
          <button
            type="button"
            class="button quiet mono"
            aria-describedby="summary-hint"
            onClick={() => openCode('summary')}
          >
            {copy.summary}
          </button>
        </span>
      </div>
    </section>
  );
};
