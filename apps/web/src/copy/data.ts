import type { Progress } from '../worker/protocol.ts';
import { count, megabytes, seconds } from './numbers.ts';

export const title = 'Data';
export const hint = 'It learns from pictures whose names it is told, and is then asked for the names of new ones.';
export const source = 'Pictures';
export const sourceNames = { shapes: 'Shapes', cifar10: 'CIFAR-10' } as const;
export const classPictures = 'One picture of each class';
export const showSteps = (name: string): string => `${name}: show what becomes of it`;
export const counts = (train: number, test: number): string =>
  `${count(train)} training + ${count(test)} test pictures`;
export const forTest = (classes: number): string => `${classes} classes. It never learns from test pictures.`;
export const used = 'To learn from';
export const choice = (pictures: number, isAll: boolean): string =>
  isAll ? `all ${count(pictures)}` : count(pictures);
export const fixed = 'A run keeps the pictures it began with.';

export const useCifar10 = 'Use CIFAR-10…';
export const useOwn = 'Your picture…';
export const close = (what: string): string => `Close ${what}`;
export const closeSign = '×';

/** Changing pictures ends a run that is not done. */
export const ends = (step: number): string => `Other pictures end this run, which stands at step ${count(step)}.`;
export const endIt = 'End it';
export const keepIt = 'Keep it';

export const lesson = {
  title: (name: string): string => `From picture to numbers: ${name}`,
  tensor: 'All pictures are one array:',
  shape: (pictures: number): string => `[${pictures}, 32, 32, 3]`,
  value: 'The marked one, its green, and that divided by 255:',
  place: (picture: number): string => `x[${picture}, 12, 13, 1]`,
  becomes: (byte: number): string => `${byte} → ${(byte / 255).toFixed(3)}`,
  label: (name: string): string => `Its name, “${name}”, as a one among zeros:`,
  oneHot: (index: number, classes: number): string =>
    `[${Array.from({ length: classes }, (_, other) => (other === index ? 1 : 0)).join(' ')}]`,
  picture: (picture: number, name: string): string => `Picture ${picture}, ${name}, row 12, column 13 marked`,
} as const;

export const cifar10 = {
  title: 'CIFAR-10',
  what: '60,000 photographs of ten kinds of things.',
  expect:
    'Expect about 51 % on training and 47-50 % on test pictures after 10 epochs. That is what this kind of network can do. It is the first one of the book “Generative Deep Learning” by David Foster, which teaches it on these photographs; the next one there, with convolutions, reaches about 72 %.',
  drop: 'Drop cifar-10-binary.tar.gz anywhere on this page, or choose it. It is read here and goes nowhere; its 170 MB are 184 unpacked.',
  choose: 'Choose the file…',
  download: 'Download (170 MB)',
  official: 'Get the file (170 MB) from its official page',
  officialPage: 'https://www.cs.toronto.edu/~kriz/cifar.html',
  small: 'This device has little memory, so 10,000 of its pictures are used.',
  here: (bytes: number): string => `CIFAR-10 is on this device (${megabytes(bytes)} MB, unpacked).`,
  hereUntilClosed: 'CIFAR-10 is here until you close the tab.',
  delete: 'Delete',
  use: 'Use it',
  cancel: 'Cancel',
  progress: 'CIFAR-10',
} as const;

const stages = { download: 'Downloading', read: 'Unpacking', kept: 'Reading your kept CIFAR-10:' } as const;

const left = (time: number): string => (time < 60 ? `${Math.ceil(time)} s` : seconds(time));

/** `Unpacking 63 of 170 MB · 21 MB/s · 5 s left`; what is not known is left out. */
export const importing = ({ stage, loaded, total, bytesPerSecond }: Progress): string => {
  const parts = [`${stages[stage]} ${megabytes(loaded)}${total === undefined ? '' : ` of ${megabytes(total)}`} MB`];
  if (bytesPerSecond > 0) {
    const speed = bytesPerSecond / 1e6;
    parts.push(`${speed < 10 ? speed.toFixed(1) : Math.round(speed)} MB/s`);
    if (total !== undefined && loaded < total) parts.push(`${left((total - loaded) / bytesPerSecond)} left`);
  }
  return parts.join(' · ');
};

export const own = {
  title: 'Your picture',
  drop: 'Drop or paste a picture anywhere on this page, or choose one.',
  choose: 'Choose a picture…',
  another: 'Another…',
  original: (isSquare: boolean): string => (isSquare ? 'Your picture' : 'Your picture: its middle square is taken'),
  seen: 'What the network sees',
  note: 'It must answer one of these ten, whatever you show it. It stays on this device.',
  untrained: 'It has not learned yet; train it and watch these move.',
} as const;

/** Of what became of a file. */
export const fileTold = { hide: 'Hide' } as const;

export const drop = {
  here: 'Drop it here',
  kinds: 'A picture, a saved project, or the CIFAR-10 archive',
  refused: {
    empty: (name: string): string => `“${name}” is empty.`,
    text: (name: string): string => `“${name}” holds text. A picture, a project or the CIFAR-10 archive would do.`,
    svg: (name: string): string => `“${name}” is a drawing in SVG. Export it as PNG and drop that.`,
    tar: (name: string): string => `“${name}” is unpacked already. Drop cifar-10-binary.tar.gz as it was downloaded.`,
    unknown: (name: string): string => `“${name}” is neither a picture, nor a project, nor the CIFAR-10 archive.`,
  },
  unreadable: (name: string): string => `“${name}” could not be read. Is it a folder, or gone?`,
  manyBytes: (name: string, bytes: number): string => `“${name}” has ${megabytes(bytes)} MB; a picture may have 30.`,
  manyPixels: (name: string, width: number, height: number): string =>
    `“${name}” has ${count(width)} × ${count(height)} pixels; a picture may have 12,000 a side.`,
  notDecoded: (name: string): string =>
    `This browser can’t show “${name}”: the picture is damaged, or of a kind it does not know.`,
  unnamed: 'What you pasted',
} as const;

export const kept = {
  run: (bytes: number): string => `Your run, ${(bytes / 1e6).toFixed(1)} MB`,
  cifar10: (bytes: number): string => `CIFAR-10, ${megabytes(bytes)} MB`,
  nothing: 'Nothing is kept on this device.',
  here: (parts: readonly string[]): string => `Kept on this device: ${parts.join('; ')}.`,
  delete: 'Delete everything',
  sure: 'Delete what this site keeps here? A project that you saved as a file is not touched.',
  yes: 'Delete it all',
  no: 'Keep it',
  deleted: 'Deleted. This tab still holds it until it is closed.',
  deletedCifar10: 'CIFAR-10 is deleted from this device.',
} as const;

export const opened = (name: string): string => `Opened “${name}”. It stands where it was saved.`;
