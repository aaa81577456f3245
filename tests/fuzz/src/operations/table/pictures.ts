import * as tfjs from '@tensorflow/tfjs-core';
import type { Draw } from '../../draw.ts';
import { type Drawn, drawTensor, finite, positive, share, some } from '../drawn.ts';
import { type Operation, optional } from '../operation.ts';
import { drawList } from '../shapes.ts';

const picture = (
  draw: Draw,
  channels: number,
  dtypes: readonly Drawn['dtype'][] = ['float32', 'float32', 'int32'],
  isBatch = draw.chance(0.8),
  of = some,
): Drawn =>
  drawTensor(
    draw,
    [...(isBatch ? [draw.chance(0.05) ? 0 : 1 + draw.int(2)] : []), 1 + draw.int(5), 1 + draw.int(5), channels],
    draw.pick(dtypes),
    of,
  );

/** Of a neighbour that is NaN a part of nothing is taken, which is NaN. */
const resizing = (name: string): Operation => ({
  name: `image.${name}`,
  args: (draw) => {
    const isAligned = draw.chance(0.4);
    return [
      picture(draw, 1 + draw.int(3), undefined, undefined, finite),
      drawList(2, () => 1 + draw.int(7)),
      isAligned,
      !isAligned && draw.chance(0.5),
    ];
  },
  linear: true,
});

/** cpu fills all pictures but the first. */
const oneByOne = (
  x: tfjs.Tensor4D,
  transforms: tfjs.Tensor2D,
  ...rest: ['nearest', 'constant', number, [number, number]]
): tfjs.Tensor => {
  if (x.shape[0] === 0) return tfjs.zeros([0, ...(rest[3] ?? x.shape.slice(1, 3)), x.shape[3]]);
  if (x.shape[0] < 2) return tfjs.image.transform(x, transforms, ...rest);
  const own = transforms.shape[0] === 1 ? [] : tfjs.split(transforms, x.shape[0]);
  return tfjs.concat(
    tfjs
      .split(x, x.shape[0])
      .map((each, at) =>
        tfjs.image.transform(each as tfjs.Tensor4D, (own[at] ?? transforms) as tfjs.Tensor2D, ...rest),
      ),
  );
};

const boxes = (draw: Draw): readonly unknown[] => {
  const count = draw.int(6);
  // Of a box without an area, of NaN or no end, it is not said whether it overlaps.
  const corners = drawTensor(draw, [count, 4], 'float32', draw.chance(0.2) ? finite : share);
  return [
    corners,
    drawTensor(draw, [count], 'float32', draw.chance(0.1) ? some : share),
    draw.int(count + 2),
    ...optional(draw, draw.pick([0.5, 0, 1]), draw.pick([0, 0.3, -Infinity, 0.9])),
  ];
};

export const images: readonly Operation[] = [
  resizing('resizeBilinear'),
  resizing('resizeNearestNeighbor'),
  { name: 'image.flipLeftRight', args: (draw) => [picture(draw, 1 + draw.int(3), undefined, true)], gradient: false },
  { name: 'image.grayscaleToRGB', args: (draw) => [picture(draw, 1)] },
  {
    name: 'image.rgbToGrayscale',
    args: (draw) => [picture(draw, 3, undefined, undefined, finite)],
    gradient: false,
  },
  {
    name: 'image.rotateWithOffset',
    args: (draw) => [
      picture(draw, 1 + draw.int(3), ['float32'], true),
      draw.int(13) / 2 - 3,
      ...optional(draw, draw.pick([0, 2, [1, 2, 3]]), draw.pick([0.5, [0.25, 0.5]])),
    ],
    gradient: false,
  },
  {
    name: 'image.cropAndResize',
    args: (draw) => {
      // Of an infinite neighbour nothing is taken, which is NaN, where it is mixed; ours copies whole pixels.
      const rest = optional(draw, draw.pick(['bilinear', 'nearest']), 2);
      const pictures = picture(draw, 1 + draw.int(3), undefined, true, rest[0] === 'nearest' ? some : finite);
      const count = pictures.shape[0] === 0 ? 0 : draw.int(4);
      const isOdd = draw.chance(0.2);
      const indices = {
        ...drawTensor(draw, [count], 'int32'),
        values: drawList(count, () => draw.int(pictures.shape[0]! + (isOdd ? 2 : 0))),
        from: 'itself',
        of: undefined,
      };
      return [
        pictures,
        drawTensor(draw, [count, 4], 'float32', isOdd ? some : share),
        indices,
        drawList(2, () => draw.pick([1, 2, 3, 5])), // steps without a rounding
        ...rest,
      ];
    },
    gradient: false,
  },
  {
    name: 'image.transform',
    args: (draw) => {
      const pictures = picture(draw, 1 + draw.int(3), ['float32'], true);
      return [
        pictures,
        drawTensor(draw, [draw.pick([1, pictures.shape[0]!]), 8], 'float32', draw.chance(0.2) ? some : share),
        ...optional(
          draw,
          draw.pick(['nearest', 'bilinear']),
          draw.pick(['constant', 'reflect', 'wrap', 'nearest']),
          1,
          [3, 4],
        ),
      ];
    },
    gradient: false,
    tolerance: 1e-3,
    reference: oneByOne,
  },
  {
    name: 'image.threshold',
    args: (draw) => [
      drawTensor(
        draw,
        [1 + draw.int(5), 1 + draw.int(5), draw.pick([1, 3])],
        draw.pick(['float32', 'int32']),
        positive,
      ),
      ...optional(draw, draw.pick(['binary', 'otsu']), draw.chance(0.5), 0.5),
    ],
    gradient: false,
  },
  ...['nonMaxSuppression', 'nonMaxSuppressionAsync'].map(
    (name): Operation => ({ name: `image.${name}`, args: boxes, gradient: false }),
  ),
  ...['nonMaxSuppressionWithScore', 'nonMaxSuppressionWithScoreAsync'].map(
    (name): Operation => ({
      name: `image.${name}`,
      args: (draw) => {
        const all = boxes(draw);
        return all.length < 5 ? all : [...all, ...optional(draw, 0.5)];
      },
      gradient: false,
    }),
  ),
  ...['nonMaxSuppressionPadded', 'nonMaxSuppressionPaddedAsync'].map(
    (name): Operation => ({
      name: `image.${name}`,
      args: (draw) => {
        const all = boxes(draw);
        return all.length < 5 ? all : [...all, ...optional(draw, draw.chance(0.5))];
      },
      gradient: false,
    }),
  ),
];
