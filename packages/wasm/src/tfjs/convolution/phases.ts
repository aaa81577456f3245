// internal: the gradient of a convolution by its input, as convolutions of stride 1
import type { Pair, Window } from '../../kernels/convolution/window.ts';

/** A convolution of dy that gives dx at every `step`th pixel from `first` on. */
export interface Phase {
  readonly window: Window;
  /** Of the filter, in the order in which the window meets them. */
  readonly taps: readonly (readonly [number, number])[];
  readonly first: Pair;
  readonly step: Pair;
}

/** What a phase is along one axis. */
interface Along {
  readonly taps: readonly number[];
  /** In dy before the first window; negative where it begins later. */
  readonly pad: number;
  readonly stops: number;
  readonly first: number;
}

/**
 * With t = i + pad, dx[i] = Σ_j dy[(t - j·dilation) / stride] · w[j] over the j for which that is whole. For stride s
 * the j that fit depend only on t mod s: for each remainder r, where t = s·u + r, they are r, r + s, ..., and
 *
 *     dx[s·u + r - pad] = Σ_q dy[u - q] · w[r + s·q],
 *
 * a convolution of stride 1 with the fitting taps, the last one first. With a dilation the stride is 1: tfjs does not
 * allow both.
 */
export const phasesOf = ({ image, taps, stride, dilation, pad, stops }: Window, channels: number): readonly Phase[] => {
  const rows = along(image.height, taps.height, stride.height, dilation.height, pad.top);
  const columns = along(image.width, taps.width, stride.width, dilation.width, pad.left);
  return rows.flatMap((row) =>
    columns.map((column) => ({
      window: {
        image: { ...stops, channels },
        taps: { height: row.taps.length, width: column.taps.length },
        stride: { height: 1, width: 1 },
        dilation,
        pad: { top: row.pad, left: column.pad },
        stops: { height: row.stops, width: column.stops },
      },
      taps: row.taps.flatMap((i) => column.taps.map((j) => [i, j] as const)),
      first: { height: row.first, width: column.first },
      step: stride,
    })),
  );
};

/** The phases along one axis that have a tap and a pixel. */
const along = (length: number, taps: number, stride: number, dilation: number, pad: number): readonly Along[] =>
  Array.from({ length: stride }, (_, r): Along => {
    const fitting = Array.from({ length: taps }, (_, j) => j).filter((j) => j % stride === r);
    const u = Math.ceil((pad - r) / stride);
    const last = Math.floor((length - 1 + pad - r) / stride);
    return {
      taps: fitting.reverse(),
      pad: (fitting.length - 1) * dilation - u,
      stops: last - u + 1,
      first: stride * u + r - pad,
    };
  }).filter(({ taps: fitting, stops }) => fitting.length > 0 && stops > 0);
