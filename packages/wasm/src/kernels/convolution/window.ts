// internal: the part of an image that a window goes over, with its padding
import type { I32 } from '../../assembler/expression.ts';
import { type Body, type Func, integers, type Local } from '../../assembler/func.ts';
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
 * `band(to, image, top, rows)`: `rows` rows as the windows see them, [rows, widthSeen, channels], from row `top` of the
 * padded image on; zeros where there is nothing.
 *
 *        pad.left     image.width
 *       ├────────┼──────────────────┼──────┤
 *         zeros   a row of the image  zeros
 */
export const emitBand = (m: ModuleBuilder, window: Window): Func => {
  const { image, pad } = window;
  const pixel = 4 * image.channels;
  const seen = widthSeen(window);
  const left = Math.min(seen, Math.max(0, pad.left));
  const cut = Math.max(0, -pad.left);
  const middle = Math.max(0, Math.min(seen - left, image.width - cut));
  const right = seen - left - middle;
  return m.func(undefined, integers('to', 'image', 'top', 'rows'), (f, { to, image: from, top, rows }) => {
    const row = f.let(i32.sub(top, pad.top));
    const clear = (at: number, pixels: number): void => {
      if (pixels > 0) f.clear(i32.add(to, at * pixel), pixels * pixel);
    };
    f.times(rows, () => {
      f.if(
        i32.ltU(row, image.height),
        () => {
          clear(0, left);
          const source = i32.add(from, i32.add(i32.mul(row, image.width * pixel), cut * pixel));
          if (middle > 0) f.copy(i32.add(to, left * pixel), source, middle * pixel);
          clear(left + middle, right);
        },
        () => clear(0, seen),
      );
      f.add(to, seen * pixel);
      f.add(row, 1);
    });
  });
};

/** Pictures as windows see them: where they are, if no window leaves them, else with their padding around. */
export interface View {
  /** Of a row, in pixels. */
  readonly width: number;
  /** Where what `rows` rows of windows see begins, from row `first` of windows on; `room` is for a copy. */
  rows(f: Body, picture: I32, first: Local<'i32'>, rows: Local<'i32'>, room: I32): Local<'i32'>;
}

export const emitView = (m: ModuleBuilder, window: Window): View => {
  const { image, stride } = window;
  if (isInside(window)) {
    const row = 4 * stride.height * image.width * image.channels;
    return { width: image.width, rows: (f, picture, first) => f.let(address(picture, [first, row])) };
  }
  const band = emitBand(m, window);
  return {
    width: widthSeen(window),
    rows: (f, picture, first, rows, room) => {
      const seen = address(heightSeen(window, 1), [i32.sub(rows, 1), stride.height]);
      f.call(band, room, picture, i32.mul(first, stride.height), seen);
      return f.let(room);
    },
  };
};

/** Where a padded copy of a whole image goes, one after the other: `run(x, to, begin, end, scratch)`, by images. */
export const emitPadded = (m: ModuleBuilder, window: Window): void => {
  const { image, stops } = window;
  const band = emitBand(m, window);
  const rows = heightSeen(window, stops.height);
  const bytes = { from: 4 * image.height * image.width * image.channels, to: paddedBytes(window) };
  m.func('run', integers('x', 'to', 'begin', 'end', 'scratch'), (f, { x, to, begin, end }) => {
    f.range(begin, end, 1, (n) => {
      const at = (base: I32, each: number): I32 => i32.add(base, i32.mul(n, each));
      f.call(band, at(to, bytes.to), at(x, bytes.from), 0, rows);
    });
  });
};

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
