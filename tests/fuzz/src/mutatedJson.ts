import type { Draw } from './draw.ts';

type Place = readonly [parent: Record<string, unknown>, key: string];

/** Buffers are values; what is inside of lists and records is changed in place. */
const isInside = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !ArrayBuffer.isView(value);

const placesOf = (value: unknown): readonly Place[] =>
  isInside(value) ? Object.keys(value).flatMap((key): Place[] => [[value, key], ...placesOf(value[key])]) : [];

/** Plain values, and what looks like parts of a model, as JSON can hold them. */
const plain = (draw: Draw): unknown =>
  draw.pick<() => unknown>([
    () => draw.pick([null, true, false, '', 'x', '__proto__', 'relu', 'zeros', 'dense', 'a/b', '\u202e']),
    () => draw.pick([-1, -0, 0, 0.5, 1, 2, 3, 7, 2 ** 31, 2 ** 53, 1e308, 1e-320]),
    () =>
      draw.pick([
        [],
        {},
        [null],
        [1, 2],
        [-1, -1],
        [0],
        [
          [1, 2],
          [3, 4],
        ],
        { x: 1 },
      ]),
    () =>
      draw.pick([
        { kind: 'l2', config: { rate: 1 } },
        { kind: 'dense', config: { units: 1 } },
        { kind: 'x', config: {} },
      ]),
    () => JSON.parse('{ "__proto__": { "kind": "dense" }, "constructor": 1 }'),
  ])();

/** A copy with some members replaced, left out, moved or new. */
export const mutatedJson = <T>(draw: Draw, value: T, other: (draw: Draw) => unknown = plain): T => {
  const whole = { value: structuredClone(value) };
  for (let left = draw.chance(0.7) ? 1 : 3; left > 0; left--) {
    const places = placesOf(whole);
    const [parent, key] = draw.pick(places);
    switch (draw.int(6)) {
      case 0:
        if (Array.isArray(parent)) parent.splice(Number(key), 1);
        else if (parent !== whole) delete parent[key];
        break;
      case 1: {
        const [from, at] = draw.pick(places);
        parent[key] = structuredClone(from[at]);
        break;
      }
      case 2:
        if (Array.isArray(parent)) parent.push(structuredClone(parent[Number(key)]));
        else if (parent !== whole) parent[draw.pick(['name', 'x', 'toString', 'kind', 'config'])] = other(draw);
        break;
      default:
        parent[key] = other(draw);
    }
  }
  return whole.value;
};
