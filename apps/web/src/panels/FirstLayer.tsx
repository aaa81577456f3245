import { useEffect, useState } from 'preact/hooks';
import { firstLayerCopy } from '../copy/firstLayer.ts';
import { layer, openNeuron } from '../state/look.ts';
import { wantWholeLayer, wholeLayer } from '../state/neurons.ts';
import '../styles/firstLayer.css';
import { Mosaic } from './Mosaic.tsx';
import { onDemand } from './onDemand.tsx';

const Neuron = onDemand(() => import('./Neuron.tsx').then((file) => file.Neuron));

export const FirstLayer = () => {
  const [isWhole, setWhole] = useState(false);
  const [refused, setRefused] = useState<string | undefined>(undefined);
  const told = (isWhole ? wholeLayer.value : undefined) ?? layer.value;
  const few = layer.value;
  // All of them are asked for anew after each epoch; the last ones stand there until they come.
  useEffect(() => {
    if (!isWhole) return;
    wantWholeLayer().then(
      () => setRefused(undefined),
      (error: Error) => setRefused(error.message),
    );
  }, [isWhole, few]);
  return (
    <section class="panel first-layer" aria-labelledby="first-layer-title">
      <div class="panel-head">
        <h2 id="first-layer-title">{firstLayerCopy.title}</h2>
        <span class="small num">{told === undefined ? '' : firstLayerCopy.epoch(told.epoch)}</span>
      </div>
      <p class="hint">{firstLayerCopy.hint}</p>
      {told === undefined ? (
        <p class="small first-layer-none">{firstLayerCopy.waiting}</p>
      ) : (
        <>
          <Mosaic told={told} />
          <div class="row first-layer-foot">
            <p class="small">
              {told.epoch === 0
                ? firstLayerCopy.before(told.units.length, told.total)
                : firstLayerCopy.sorted(told.units.length, told.total, told.moved.at(-1) ?? 0)}
            </p>
            {few !== undefined && few.units.length < few.total && (
              <button type="button" class="button" aria-pressed={isWhole} onClick={() => setWhole(!isWhole)}>
                {isWhole ? firstLayerCopy.fewer(few.units.length) : firstLayerCopy.all(few.total)}
              </button>
            )}
          </div>
        </>
      )}
      {refused !== undefined && (
        <p class="refused" role="alert">
          {firstLayerCopy.refused(refused)}
        </p>
      )}
      {openNeuron.value !== undefined && <Neuron />}
    </section>
  );
};
