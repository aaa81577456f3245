import { type ShapeName, shapeNames } from '@kindling/data/shapes';
import { padCopy } from '../../copy/pad.ts';
import { cssOf } from '../../draw/pad/colour.ts';
import { beyondSet, type SliderName, sceneColours, sliders } from '../../draw/pad/scene.ts';
import { resetScene, scene, setScene } from '../../state/pad.ts';

const sliderNames = Object.keys(sliders) as readonly SliderName[];

const Slider = ({ name }: { readonly name: SliderName }) => {
  const [low, high, step] = sliders[name];
  const value = scene.value[name];
  const said = padCopy.values[name](value);
  return (
    <label class="pad-slider">
      <span>{padCopy.sliders[name]}</span>
      <input
        type="range"
        min={low}
        max={high}
        step={step}
        value={value}
        aria-valuetext={said}
        onInput={({ currentTarget }) => setScene({ [name]: Number(currentTarget.value) })}
      />
      {name === 'front' || name === 'back' ? (
        <span class="pad-swatch" style={{ background: cssOf(sceneColours(scene.value)[name]) }} aria-hidden="true" />
      ) : (
        <span class="num small" aria-hidden="true">
          {said}
        </span>
      )}
    </label>
  );
};

/** A shape of the set's, and all that moves it; all of it by keys. */
export const Sliders = () => {
  const beyond = beyondSet(scene.value);
  return (
    <div class="pad-left">
      <div class="pad-slider pad-choice">
        <span aria-hidden="true">{padCopy.shapeName}</span>
        <select
          class="value"
          aria-label={padCopy.shapeName}
          value={scene.value.shape}
          onChange={({ currentTarget }) => setScene({ shape: currentTarget.value as ShapeName })}
        >
          {shapeNames.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
        <button type="button" class="button" onClick={resetScene}>
          {padCopy.reset}
        </button>
      </div>
      {sliderNames.map((name) => (
        <Slider key={name} name={name} />
      ))}
      <p class="small pad-foot">{beyond.length === 0 ? padCopy.seen : padCopy.never(beyond)}</p>
    </div>
  );
};
