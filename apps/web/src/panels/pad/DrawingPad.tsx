import { padCopy } from '../../copy/pad.ts';
import { cssOf } from '../../draw/pad/colour.ts';
import { type Point, padWidth } from '../../draw/pad/marks.ts';
import { cover, marks, palette } from '../../state/pad.ts';
import { Invitation } from './Invitation.tsx';
import { Tools } from './Tools.tsx';
import { usePen } from './usePen.ts';
import { useStrokes } from './useStrokes.ts';

const share = (value: number): string => `${(100 * value) / padWidth}%`;

/** What a finger draws, or a pen that keys move, and its tools. */
export const DrawingPad = () => {
  const strokes = useStrokes();
  const pen = usePen(strokes);
  const { canvas, begin, go, end, isDrawing } = strokes;

  const pointsOf = (event: PointerEvent): Point[] => {
    const { left, top, width } = canvas.current!.getBoundingClientRect();
    const moved = event.getCoalescedEvents?.() ?? [];
    return (moved.length > 0 ? moved : [event]).map(({ clientX, clientY }) => [
      ((clientX - left) / width) * padWidth,
      ((clientY - top) / width) * padWidth,
    ]);
  };
  const beginAt = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    pen.lift();
    begin(event.pointerId, pointsOf(event).at(-1)!);
    if (isDrawing(event.pointerId)) canvas.current!.setPointerCapture(event.pointerId);
  };
  const stop = ({ pointerId }: PointerEvent): void => end(pointerId);

  return (
    <div class="pad-left">
      <div class="pad-frame" style={{ background: cssOf(palette.value.back) }}>
        {/* biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: its keys draw */}
        <canvas
          ref={canvas}
          class="pad-canvas"
          width={padWidth}
          height={padWidth}
          tabIndex={0}
          role="application"
          aria-label={padCopy.pad(marks.value.length)}
          aria-describedby="pad-keys"
          onPointerDown={beginAt}
          onPointerMove={(event) => go(event.pointerId, pointsOf(event))}
          onPointerUp={stop}
          onPointerCancel={stop}
          {...pen.handlers}
        />
        {cover.value === undefined && <Invitation />}
        {pen.isShown && (
          <span
            class={pen.isDown ? 'pad-pen down' : 'pad-pen'}
            style={{ left: share(pen.at[0]), top: share(pen.at[1]) }}
            aria-hidden="true"
          />
        )}
      </div>
      <Tools />
      <p id="pad-keys" class={pen.isShown ? 'small pad-keys' : 'hidden-visually'}>
        {padCopy.keys}
      </p>
      <p class="hidden-visually" aria-live="polite">
        {pen.isShown && padCopy.pen(pen.isDown)}
      </p>
    </div>
  );
};
