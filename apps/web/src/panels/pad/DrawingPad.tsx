import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { padCopy } from '../../copy/pad.ts';
import { cssOf } from '../../draw/pad/colour.ts';
import { fitted } from '../../draw/pad/fit.ts';
import { drawMarks, drawStroke, maskOf, type Point, padWidth } from '../../draw/pad/marks.ts';
import { holesOf } from '../../draw/pad/mask.ts';
import {
  addMark,
  clear,
  cover,
  isFillAdvised,
  isUnfilled,
  marks,
  otherColours,
  palette,
  undo,
} from '../../state/pad.ts';
import { Invitation } from './Invitation.tsx';

/** Pixels of the pad that are worth a fill: what strokes leave open by chance is smaller. */
const worthFilling = 400;

/** While a stroke goes on, the picture follows it so many milliseconds apart. */
const pace = 100;

const Tools = () => {
  const isEmpty = marks.value.length === 0;
  return (
    <div class="pad-tools">
      <button type="button" class="button" disabled={isEmpty} onClick={undo}>
        {padCopy.undo}
      </button>
      <button
        type="button"
        class={isFillAdvised.value ? 'button primary' : 'button'}
        disabled={isEmpty}
        onClick={() => addMark({ kind: 'fill' })}
      >
        {padCopy.fill}
      </button>
      <button type="button" class="button" disabled={isEmpty} onClick={clear}>
        {padCopy.clear}
      </button>
      <button type="button" class="button quiet" onClick={otherColours}>
        {padCopy.colours}
      </button>
    </div>
  );
};

/** What a finger draws, and its tools. */
export const DrawingPad = () => {
  const canvas = useRef<HTMLCanvasElement>(null);
  const stroke = useRef<{ readonly id: number; readonly points: Point[] } | undefined>(undefined);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const context = (): CanvasRenderingContext2D => canvas.current!.getContext('2d', { willReadFrequently: true })!;
  const colour = cssOf(palette.value.front);

  const look = (): void => {
    clearTimeout(timer.current);
    timer.current = undefined;
    cover.value = fitted(maskOf(context()));
  };
  const lookSoon = (): void => {
    timer.current ??= setTimeout(look, pace);
  };

  useLayoutEffect(() => {
    drawMarks(context(), marks.value, colour);
    if (marks.value.length === 0) {
      clearTimeout(timer.current);
      timer.current = undefined;
      cover.value = undefined;
      isUnfilled.value = false;
      return;
    }
    look();
    isUnfilled.value = holesOf(maskOf(context())).length > worthFilling;
  }, [marks.value, colour]);
  useEffect(() => () => clearTimeout(timer.current), []);

  const pointsOf = (event: PointerEvent): Point[] => {
    const { left, top, width } = canvas.current!.getBoundingClientRect();
    const moved = event.getCoalescedEvents?.() ?? [];
    return (moved.length > 0 ? moved : [event]).map(({ clientX, clientY }) => [
      ((clientX - left) / width) * padWidth,
      ((clientY - top) / width) * padWidth,
    ]);
  };
  const begin = (event: PointerEvent): void => {
    if (stroke.current !== undefined || event.button !== 0) return;
    canvas.current!.setPointerCapture(event.pointerId);
    stroke.current = { id: event.pointerId, points: pointsOf(event).slice(-1) };
    drawStroke(context(), stroke.current.points, colour);
    lookSoon();
  };
  const go = (event: PointerEvent): void => {
    if (stroke.current?.id !== event.pointerId) return;
    const { points } = stroke.current;
    const added = pointsOf(event);
    drawStroke(context(), [points.at(-1)!, ...added], colour);
    points.push(...added);
    lookSoon();
  };
  const end = (event: PointerEvent): void => {
    if (stroke.current?.id !== event.pointerId) return;
    const { points } = stroke.current;
    stroke.current = undefined;
    addMark({ kind: 'stroke', points });
  };

  return (
    <div class="pad-left">
      <div class="pad-frame" style={{ background: cssOf(palette.value.back) }}>
        <canvas
          ref={canvas}
          class="pad-canvas"
          width={padWidth}
          height={padWidth}
          role="img"
          aria-label={padCopy.pad(marks.value.length)}
          onPointerDown={begin}
          onPointerMove={go}
          onPointerUp={end}
          onPointerCancel={end}
        />
        {cover.value === undefined && <Invitation />}
      </div>
      <Tools />
    </div>
  );
};
