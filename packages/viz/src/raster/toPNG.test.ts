import { PNG } from 'pngjs';
import { expect, test } from 'vitest';
import { confusionMatrixPlot } from '../plots/confusionMatrixPlot.ts';
import { imageGrid } from '../plots/imageGrid.ts';
import { lossCurve } from '../plots/lossCurve.ts';
import { planPlot } from '../plots/planPlot.ts';
import { weightImages } from '../plots/weightImages.ts';
import { toPNG } from './toPNG.ts';

const decode = (bytes: Uint8Array): PNG => PNG.sync.read(Buffer.from(bytes));
const plot = lossCurve([{ loss: 2 }, { loss: 1 }], { title: 'HHHH' });
const small = '<svg width="30" height="10"><rect width="10" height="10" fill="#112233"/></svg>';

test('a plot is twice its own size unless a scale or a width is given', async () => {
  const sizes = [undefined, { scale: 1 }, { width: 45 }].map(async (options) => {
    const { width, height } = decode(await toPNG(small, options));
    return [width, height];
  });
  expect(await Promise.all(sizes)).toEqual([
    [60, 20],
    [30, 10],
    [45, 15],
  ]);
});

test('the title can be seen: its letters are where the bare card is blank', async () => {
  const bare = decode(await toPNG(lossCurve([{ loss: 2 }, { loss: 1 }], { title: '' })));
  const titled = decode(await toPNG(plot));
  let letters = 0;
  for (let y = 40; y < 76; y++) {
    for (let x = 44; x < 160; x++) {
      const at = 4 * (y * titled.width + x);
      expect(bare.data[at]).toBe(255);
      if (titled.data[at]! < 100) letters++;
    }
  }
  expect(letters).toBeGreaterThan(300);
});

test('every kind of plot is drawn', async () => {
  const image = { data: Float32Array.of(0, 0.5, 1, 0.25), shape: [2, 2] };
  const plots = [
    plot,
    confusionMatrixPlot({
      counts: [
        [1, 2],
        [3, 4],
      ],
      classNames: ['a long name that is slanted', 'b'],
    }),
    imageGrid([{ image, title: 'a', wrong: true }]),
    weightImages({ data: [1, -1, 2, 3], shape: [4, 1] }, { shape: [2, 2] }),
    planPlot({
      name: 'step',
      state: 'compiled',
      phases: [{ launches: [{ name: 'Relu', bytesRead: 2, bytesWritten: 1 }] }],
      arena: 0,
    }),
  ];
  for (const svg of plots) {
    const { data, width, height } = decode(await toPNG(svg, { scale: 1 }));
    expect(new Set(new Uint32Array(data.buffer, data.byteOffset, width * height)).size).toBeGreaterThan(5);
  }
});

test('pixels of a picture keep hard edges and exact colours', async () => {
  const image = { data: Uint8Array.of(10, 20, 30, 200, 100, 50), shape: [1, 2, 3] };
  const svg = imageGrid([{ image }]);
  const [, x = 0, y = 0] = (/<image x="(\d+)" y="(\d+)" width="104" height="52"/.exec(svg) ?? []).map(Number);
  const { data, width } = decode(await toPNG(svg, { scale: 1 }));
  const at = (dx: number) => [...data.subarray(4 * ((y + 20) * width + x + dx), 4 * ((y + 20) * width + x + dx) + 3)];
  expect([at(0), at(51), at(52), at(103)]).toEqual([
    [10, 20, 30],
    [10, 20, 30],
    [200, 100, 50],
    [200, 100, 50],
  ]);
});

test('the same plot gives the same bytes', async () => {
  expect(await toPNG(plot)).toEqual(await toPNG(plot));
});

test('the corners are clear unless a background is given', async () => {
  expect([...decode(await toPNG(plot)).data.subarray(0, 4)]).toEqual([0, 0, 0, 0]);
  expect([...decode(await toPNG(plot, { background: '#0a141e' })).data.subarray(0, 4)]).toEqual([10, 20, 30, 255]);
});

test.each([
  [small, { scale: 0 }, 'scale must be a number above 0, got 0'],
  [small, { width: Number.NaN }, 'width must be a number above 0, got NaN'],
  [small, { width: 10, scale: 2 }, 'width and scale say the same thing; give one of them'],
  [small, { scale: 1000 }, '30000 by 10000 is more than 64 million pixels'],
  [small, { background: 'red' }, 'background must be #rrggbb, got "red"'],
  ['<svg/>', {}, "the svg's width must be a number above 0, got NaN"],
])('%s with %j is refused', async (svg, options, message) => {
  await expect(toPNG(svg, options)).rejects.toThrow(`toPNG: ${message}`);
});

test('what is not text at all is refused', async () => {
  // @ts-expect-error bytes are not what it reads
  await expect(toPNG(new Uint8Array(3))).rejects.toThrow('toPNG: svg must be a string, got Uint8Array');
});
