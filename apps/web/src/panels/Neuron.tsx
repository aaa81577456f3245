import { useEffect, useState } from 'preact/hooks';
import { firstLayerCopy } from '../copy/firstLayer.ts';
import { openNeuron } from '../state/look.ts';
import { neuronPixels } from '../state/neurons.ts';
import { ask } from '../state/trainer.ts';
import type { Questions } from '../worker/protocol.ts';
import { Dialog } from './Dialog.tsx';
import { Picture } from './Picture.tsx';

const nine = Array.from({ length: 9 }, (_, place) => place);

const Open = ({ unit }: { readonly unit: number }) => {
  const [told, setTold] = useState<Questions['neuron']['answer'] | undefined>(undefined);
  const [refused, setRefused] = useState<string | undefined>(undefined);
  useEffect(() => {
    ask('neuron', { unit }).then(setTold, (error: Error) => setRefused(error.message));
  }, [unit]);
  return (
    <Dialog
      title={firstLayerCopy.neuronTitle(unit)}
      onClose={() => {
        openNeuron.value = undefined;
      }}
    >
      <p class="hint">{firstLayerCopy.neuronHint}</p>
      <div class="neuron-parts">
        <Picture pixels={neuronPixels(unit)} size={256} label={firstLayerCopy.neuronTitle(unit)} />
        {refused === undefined ? (
          <ol
            class={told === undefined ? 'neuron-nine waiting' : 'neuron-nine'}
            aria-label={told === undefined ? firstLayerCopy.waitingNine : firstLayerCopy.excites}
          >
            {nine.map((place) => {
              const id = told?.ids[place];
              return (
                <li key={place}>
                  <Picture
                    pixels={id === undefined ? undefined : told!.pixels}
                    index={place}
                    size={80}
                    label={id === undefined ? undefined : firstLayerCopy.picture(id)}
                  />
                </li>
              );
            })}
          </ol>
        ) : (
          <p class="refused" role="alert">
            {firstLayerCopy.refused(refused)}
          </p>
        )}
      </div>
    </Dialog>
  );
};

export const Neuron = () => (openNeuron.value === undefined ? null : <Open unit={openNeuron.value} />);
