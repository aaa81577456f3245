import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { firstLayerCopy } from '../copy/firstLayer.ts';
import { drawMosaic, mosaicOf } from '../draw/mosaic.ts';
import { side } from '../draw/tile.ts';
import { openNeuron } from '../state/look.ts';
import type { FirstLayer } from '../worker/protocol.ts';
import { useArrows } from './useArrows.ts';

/** All neurons in one canvas; clear buttons over it are what keys and pointers meet. */
export const Mosaic = ({ told }: { readonly told: FirstLayer }) => {
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [room, setRoom] = useState(0);
  const [isNear, setNear] = useState(false);
  const mosaic = mosaicOf(told.units.length, room);
  const { at, setAt, onKeyDown } = useArrows(() => mosaic.columns);
  const stop = Math.min(at, told.units.length - 1);

  useLayoutEffect(() => {
    const element = box.current!;
    const measure = (): void => setRoom(element.clientWidth);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    const nearness = new IntersectionObserver((seen) => setNear(seen.at(-1)!.isIntersecting), { rootMargin: '50%' });
    nearness.observe(element);
    return () => {
      observer.disconnect();
      nearness.disconnect();
    };
  }, []);
  // Out of sight it would be drawn for nobody.
  useLayoutEffect(() => {
    if (room > 0 && isNear) drawMosaic(canvas.current!, told.pixels, mosaic);
  }, [told, room, isNear]);

  const { scale } = mosaic;
  const [width, height] = [scale * mosaic.width, scale * mosaic.height];
  return (
    <div class="mosaic" ref={box} style={{ blockSize: `${height}px` }}>
      <canvas class="pixels" ref={canvas} style={{ inlineSize: `${width}px`, blockSize: `${height}px` }} />
      <ul
        class="mosaic-grid"
        aria-label={firstLayerCopy.grid}
        style={{
          gridTemplateColumns: `repeat(${mosaic.columns}, ${scale * side}px)`,
          gridAutoRows: `${scale * side}px`,
          gap: `${scale * mosaic.gap}px`,
        }}
        onKeyDown={onKeyDown}
      >
        {Array.from(told.units, (unit, place) => (
          <li key={unit}>
            <button
              type="button"
              tabIndex={place === stop ? 0 : -1}
              aria-label={
                told.epoch === 0
                  ? firstLayerCopy.neuronBefore(unit)
                  : firstLayerCopy.neuron(unit, place, told.moved[place] ?? 0)
              }
              onClick={() => {
                setAt(place);
                openNeuron.value = unit;
              }}
            />
          </li>
        ))}
      </ul>
    </div>
  );
};
