import type { SliderName } from '../draw/pad/scene.ts';
import { wholePercent } from './numbers.ts';

const many = new Set(['bars', 'checks']);

const sliderNames: Readonly<Record<SliderName, string>> = {
  turn: 'Turn',
  size: 'Size',
  x: 'Left or right',
  y: 'Up or down',
  front: 'Colour',
  back: 'Background',
  contrast: 'Contrast',
};

/** What the set has instead; nothing where it has all. */
const known: Readonly<Partial<Record<SliderName, string>>> = {
  turn: 'turns up to 15°',
  size: 'sizes from 14 to 24 px',
  x: 'places up to 3 px from the middle',
  y: 'places up to 3 px from the middle',
  contrast: 'contrasts of 50 % or more',
};

/** `a`, `a and b`, `a, b and c` */
const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;

const away = (from: number): string => `${from < 0 ? '−' : ''}${Math.abs(from)} px`;

export const padCopy = {
  title: 'Try: does it know yours?',
  ways: 'What to try with',
  draw: 'Draw',
  shape: 'Start from a shape',
  drawHint: 'It has only seen shapes drawn by a program. Does it know one drawn by hand?',
  shapeHint: 'Turn it, move it, colour it, until the network takes it for something else.',
  pad: (strokes: number): string =>
    `Drawing pad; ${strokes === 0 ? 'empty' : `${strokes} ${strokes === 1 ? 'stroke' : 'strokes'}`}`,
  keys: 'Arrow keys move the pen, Space lowers and lifts it, Shift makes small steps. “Start from a shape” draws for you.',
  pen: (isDown: boolean): string => (isDown ? 'Pen down' : 'Pen up'),
  invite: (name: string, isFilled: boolean): string => {
    if (many.has(name)) return `Draw ${name} here`;
    return isFilled ? `Draw a ${name}, then press Fill` : `Draw a ${name} here`;
  },
  undo: 'Undo',
  clear: 'Clear',
  fill: 'Fill',
  colours: 'Other colours',
  reset: 'Reset',
  sees: 'What the network sees: 32 × 32 pixels',
  bars: 'How sure it is of each class',
  nothing: 'Nothing to guess yet',
  starting: 'The network is on its way',
  guess: (name: string, share: number): string => `${name}, ${wholePercent(share)}`,
  spoken: (name: string, share: number): string => `The network says ${name}, ${Math.round(share * 100)} percent`,
  is: (name: string): string => `No: ${many.has(name) ? 'these are' : 'it is a'} ${name}.`,
  says: 'The network says',
  idle: 'Draw, and the bars show how sure it is of each shape.',
  unfilled: (name: string): string => `Outline done? Press Fill: every ${name} that it knows is filled.`,
  open: 'A ring or a frame is right as it is. Anything else that you have outlined needs Fill.',
  untrained: 'It has learned nothing yet, so this is chance. Train it, and watch the bars move.',
  learning: 'It is learning right now: watch the bars move.',
  mustChoose: 'It must answer one of the ten, whatever you draw.',
  shapeName: 'Shape',
  sliders: sliderNames,
  values: {
    turn: (value: number): string => `${value}°`,
    size: (value: number): string => `${value * 2} px`,
    x: (value: number): string => away(value - 16),
    y: (value: number): string => away(value - 16),
    front: (value: number): string => `${value}°`,
    back: (value: number): string => `${value}°`,
    contrast: (value: number): string => `${value} %`,
  } satisfies Readonly<Record<SliderName, (value: number) => string>>,
  never: (names: readonly SliderName[]): string =>
    `It has only seen ${listed([...new Set(names.flatMap((name) => known[name] ?? []))])}.`,
  seen: 'It has seen many that look like this.',
  unanswered: (why: string): string => `No answer: ${why}.`,
  again: 'Ask again',
  aside:
    'This network learns the photos of CIFAR-10. It has no word for a ring. Choose Shapes under Data to draw for it.',
};
