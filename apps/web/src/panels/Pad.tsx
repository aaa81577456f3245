import { useEffect, useRef } from 'preact/hooks';
import { padCopy } from '../copy/pad.ts';
import { isOfShapes, isSeen, mode } from '../state/pad.ts';
import '../styles/pad.css';
import { DrawingPad } from './pad/DrawingPad.tsx';
import { Guess } from './pad/Guess.tsx';
import { Sliders } from './pad/Sliders.tsx';

const modes = [
  ['draw', padCopy.draw],
  ['shape', padCopy.shape],
] as const;

const Modes = () => (
  <fieldset class="pad-modes">
    <legend class="hidden-visually">{padCopy.ways}</legend>
    {modes.map(([name, text]) => (
      <button
        key={name}
        type="button"
        class="button"
        aria-pressed={mode.value === name}
        onClick={() => {
          mode.value = name;
        }}
      >
        {text}
      </button>
    ))}
  </fieldset>
);

const isDrawing = (): boolean => mode.value === 'draw';

/** The visitor's own shapes, drawn or moved by sliders, and what the network makes of them at once. */
export const Pad = () => {
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    const observer = new IntersectionObserver(([entry]) => {
      isSeen.value = entry?.isIntersecting === true;
    });
    observer.observe(panel.current!);
    return () => observer.disconnect();
  }, []);
  return (
    <section class="panel" aria-labelledby="pad-title" ref={panel}>
      <div class="panel-head pad-head">
        <h2 id="pad-title">{padCopy.title}</h2>
        {isOfShapes.value && <Modes />}
      </div>
      {isOfShapes.value ? (
        <>
          <p class="hint">{isDrawing() ? padCopy.drawHint : padCopy.shapeHint}</p>
          <div class="pad">
            {isDrawing() ? <DrawingPad /> : <Sliders />}
            <Guess />
          </div>
        </>
      ) : (
        <p class="hint pad-aside">{padCopy.aside}</p>
      )}
    </section>
  );
};
