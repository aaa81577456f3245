// internal: the part of an image that a window goes over, with its padding
import type { I32 } from '../../assembler/expression.ts';
import { type Arguments, type Body, type Func, integers, type Local } from '../../assembler/func.ts';
import type { ModuleBuilder } from '../../assembler/module.ts';
import { i32 } from '../../assembler/scalars.ts';
import { address } from '../shared/address.ts';

/** A length for each of the two axes of an image. */
export interface Pair {
  readonly height: number;
  readonly width: number;
}

/** A window that goes over images [height, width, channels] and stops at `stops` places. */
export interface Window {
  readonly image: Pair & { readonly channels: number };
  readonly taps: Pair;
  readonly stride: Pair;
  readonly dilation: Pair;
  /** What is put before the image; negative where it is cut. */
  readonly pad: { readonly top: number; readonly left: number };
  readonly stops: Pair;
}

/** From the first to the last number of the image that `stops` windows in a row see. */
const reach = (stops: number, stride: number, taps: number, dilation: number): number =>
  (stops - 1) * stride + (taps - 1) * dilation + 1;

/** How many of an image's columns, and padding, a row of windows sees. */
export const widthSeen = ({ stops, stride, taps, dilation }: Window): number =>
  reach(stops.width, stride.width, taps.width, dilation.width);

export const heightSeen = ({ stride, taps, dilation }: Window, rows: number): number =>
  reach(rows, stride.height, taps.height, dilation.height);

/** Whether windows see only what is there, so that they can read the image where it is. */
export const isInside = (window: Window): boolean => {
  const { image, pad, stops } = window;
  const inAxis = (before: number, seen: number, length: number): boolean => before === 0 && seen <= length;
  return (
    inAxis(pad.top, heightSeen(window, stops.height), image.height) && inAxis(pad.left, widthSeen(window), image.width)
  );
};

/**
 * What code is told of pictures and windows, so that it serves pictures of all sizes; in bytes, but for `imageHeight`
 * and `top`.
 */
export const viewParameters = integers(
  // Of a picture: it, a row of it, and how many rows there are.
  'imageBytes',
  'imageRow',
  'imageHeight',
  // Rows of padding above it; negative where rows are cut.
  'top',
  // Of a row of a band: zeros, so much of a row of the picture behind its first bytes, zeros.
  'before',
  'cut',
  'middle',
  'after',
  // Of a row of what windows go over: a band, or the picture.
  'viewRow',
);

type ViewArguments = Arguments<typeof viewParameters>;

/** The arguments of `viewParameters`. */
export const viewArguments = (window: Window): readonly number[] => {
  const { image, pad } = window;
  const pixel = 4 * image.channels;
  const seen = widthSeen(window);
  const before = Math.min(seen, Math.max(0, pad.left));
  const cut = Math.max(0, -pad.left);
  const middle = Math.max(0, Math.min(seen - before, image.width - cut));
  const row = image.width * pixel;
  const parts = [before, cut, middle, seen - before - middle].map((pixels) => pixels * pixel);
  return [image.height * row, row, image.height, pad.top, ...parts, isInside(window) ? row : seen * pixel];
};

/** What of a window is in the code, and not told. */
export const windowKey = (window: Window): string => {
  const { image, taps, stride, dilation } = window;
  const pairs = [taps, stride, dilation].map(({ height, width }) => `${height}x${width}`);
  return `${image.channels} ${pairs.join(' ')} ${isInside(window)}`;
};

/**
 * `band(to, image, top, rows, ...view)`: `rows` rows as the windows see them, [rows, widthSeen, channels], from row
 * `top` of the padded image on; zeros where there is nothing.
 *
 *        before       middle          after
 *       ├────────┼──────────────────┼──────┤
 *         zeros   a row of the image  zeros
 */
export const emitBand = (m: ModuleBuilder): Func =>
  m.func(
    undefined,
    { ...integers('to', 'image', 'first', 'rows'), ...viewParameters },
    (f, { to, image, first, rows, ...view }) => {
      const { imageRow, imageHeight, top, before, cut, middle, after } = view;
      const row = f.let(i32.sub(first, top));
      const seen = f.let(i32.add(i32.add(before, middle), after));
      const where = (bytes: I32, then: () => void): void => f.if(i32.gtS(bytes, 0), then);
      f.times(rows, () => {
        f.if(
          i32.ltU(row, imageHeight),
          () => {
            where(before, () => f.clear(to, before));
            where(middle, () =>
              f.copy(i32.add(to, before), i32.add(image, i32.add(i32.mul(row, imageRow), cut)), middle),
            );
            where(after, () => f.clear(i32.add(to, i32.add(before, middle)), after));
          },
          () => f.clear(to, seen),
        );
        f.add(to, seen);
        f.add(row, 1);
      });
    },
  );

/**
 * Pictures as windows see them, where they are, if no window leaves them, else with their padding around. Gives where
 * what `rows` rows of windows see begins, from row `first` of windows on; `room` is for a copy.
 */
export type View = (
  f: Body,
  view: ViewArguments,
  picture: I32,
  first: Local<'i32'>,
  rows: Local<'i32'>,
  room: I32,
) => Local<'i32'>;

export const emitView = (m: ModuleBuilder, window: Window): View => {
  const { stride } = window;
  if (isInside(window)) {
    return (f, { imageRow }, picture, first) =>
      f.let(i32.add(picture, i32.mul(i32.mul(first, stride.height), imageRow)));
  }
  const band = emitBand(m);
  return (f, view, picture, first, rows, room) => {
    const seen = address(heightSeen(window, 1), [i32.sub(rows, 1), stride.height]);
    f.call(band, room, picture, i32.mul(first, stride.height), seen, ...inOrder(view));
    return f.let(room);
  };
};

const inOrder = (view: ViewArguments): readonly I32[] =>
  (Object.keys(viewParameters) as (keyof ViewArguments)[]).map((name) => view[name]);

/**
 * Where padded copies of whole images go, one after the other: `run(x, to, rows, each, ...view, begin, end, scratch)`,
 * by images; then `rows` and `each` are the rows and bytes of a padded one.
 */
export const emitPadded = (m: ModuleBuilder): void => {
  const band = emitBand(m);
  const parameters = {
    ...integers('x', 'to', 'rows', 'each'),
    ...viewParameters,
    ...integers('begin', 'end', 'scratch'),
  };
  m.func('run', parameters, (f, { x, to, rows, each, begin, end, ...view }) => {
    f.range(begin, end, 1, (n) => {
      const at = (base: I32, bytes: I32): I32 => i32.add(base, i32.mul(n, bytes));
      f.call(band, at(to, each), at(x, view.imageBytes), 0, rows, ...inOrder(view));
    });
  });
};

/** What `emitPadded` is told: its arguments from `rows` on. */
export const paddedArguments = (window: Window): readonly number[] => [
  heightSeen(window, window.stops.height),
  paddedBytes(window),
  ...viewArguments(window),
];

/** Of one padded image. */
export const paddedBytes = (window: Window): number =>
  4 * heightSeen(window, window.stops.height) * widthSeen(window) * window.image.channels;

/** The same windows over what `emitPadded` has made. */
export const overPadded = (window: Window): Window => ({
  ...window,
  image: {
    height: heightSeen(window, window.stops.height),
    width: widthSeen(window),
    channels: window.image.channels,
  },
  pad: { top: 0, left: 0 },
});
