import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { cssOf } from '../../draw/pad/colour.ts';
import { fitted } from '../../draw/pad/fit.ts';
import { drawMarks, drawStroke, maskOf, type Point } from '../../draw/pad/marks.ts';
import { holesOf } from '../../draw/pad/mask.ts';
import { addMark, cover, isUnfilled, marks, palette } from '../../state/pad.ts';

/** Pixels of the pad that are worth a fill: what strokes leave open by chance is smaller. */
const worthFilling = 400;

/** While a stroke goes on, the picture follows it so many milliseconds apart. */
const pace = 100;

/** A pointer by its number, or the keys. */
export type Hand = number | 'keys';

/** Draws upon a canvas: one stroke at a time, whoever draws it. */
export interface Strokes {
  readonly canvas: RefObject<HTMLCanvasElement | null>;
  /** Whether a stroke of this hand goes on. */
  isDrawing(hand: Hand): boolean;
  /** Nothing while another hand draws. */
  begin(hand: Hand, point: Point): void;
  go(hand: Hand, points: readonly Point[]): void;
  end(hand: Hand): void;
}

export const useStrokes = (): Strokes => {
  const canvas = useRef<HTMLCanvasElement>(null);
  const stroke = useRef<{ readonly hand: Hand; readonly points: Point[] } | undefined>(undefined);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const context = (): CanvasRenderingContext2D => canvas.current!.getContext('2d', { willReadFrequently: true })!;
  const colour = cssOf(palette.value.front);

  const rest = (): void => {
    clearTimeout(timer.current);
    timer.current = undefined;
  };
  const look = (): void => {
    rest();
    cover.value = fitted(maskOf(context()));
  };
  const lookSoon = (): void => {
    timer.current ??= setTimeout(look, pace);
  };

  useLayoutEffect(() => {
    drawMarks(context(), marks.value, colour);
    if (marks.value.length === 0) {
      rest();
      cover.value = undefined;
      isUnfilled.value = false;
      return;
    }
    look();
    isUnfilled.value = holesOf(maskOf(context())).length > worthFilling;
  }, [marks.value, colour]);
  useEffect(() => () => clearTimeout(timer.current), []);

  const isDrawing = (hand: Hand): boolean => stroke.current?.hand === hand;
  return {
    canvas,
    isDrawing,
    begin: (hand, point) => {
      if (stroke.current !== undefined) return;
      stroke.current = { hand, points: [point] };
      drawStroke(context(), stroke.current.points, colour);
      lookSoon();
    },
    go: (hand, added) => {
      if (!isDrawing(hand)) return;
      const { points } = stroke.current!;
      drawStroke(context(), [points.at(-1)!, ...added], colour);
      points.push(...added);
      lookSoon();
    },
    end: (hand) => {
      if (!isDrawing(hand)) return;
      const { points } = stroke.current!;
      stroke.current = undefined;
      addMark({ kind: 'stroke', points });
    },
  };
};
