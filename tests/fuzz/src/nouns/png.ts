import * as viz from '@kindling/viz';
import { toPNG } from '@kindling/viz/node';
import * as of from '../domain.ts';
import { type Noun, noun } from './noun.ts';

const svg = viz.lossCurve([{ loss: 1 }]);
const [width = 0, height = 0] = ['width', 'height'].map((name) =>
  Number(new RegExp(`${name}="(\\d+)"`).exec(svg)?.[1]),
);
const isEmpty = (options: unknown): boolean =>
  typeof options === 'object' && options !== null && Reflect.ownKeys(options).length === 0;
/** Where no size is given a small one is taken: drawing costs time and tells little. */
export const png: readonly Noun[] = [
  noun(
    'toPNG',
    (options) => toPNG(svg, isEmpty(options) ? { scale: 0.1 } : options),
    { width: of.positive, scale: of.positive, background: of.oneOf('#ffffff', '#00aAff') },
    {},
    (given) => {
      if (given.width !== undefined && given.scale !== undefined) return false;
      const scale =
        given.width === undefined ? ((given.scale as number | undefined) ?? 2) : (given.width as number) / width;
      return Math.round(width * scale) * Math.round(height * scale) <= 64e6;
    },
  ),
];
