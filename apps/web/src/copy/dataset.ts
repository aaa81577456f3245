import { count, megabytes } from './numbers.ts';

/** Sentences of reading, keeping and refusing data. */

const untouched = 'Nothing of it is kept, and the data from before are as they were.';

/** Of the archive, unpacked: what it takes in memory and in storage. */
export const cifar10Bytes = 185e6;

export const dataset = {
  none: 'CIFAR-10 is not on this device. Drop its archive here, or train on shapes.',
  tooFew: (held: number, asked: number): string =>
    `This device holds ${count(held)} training pictures of CIFAR-10, and the run asks for ${count(asked)}. Take fewer, or drop the archive once more.`,
  damaged:
    'What this site kept of CIFAR-10 was damaged and is removed. Drop the archive once more, or train on shapes.',
  notArchive: (name: string, why: string): string => `“${name}” can't be read as CIFAR-10: ${why}. ${untouched}`,
  notReadable: (name: string): string =>
    `“${name}” can't be read: it may be a folder, or a file that has moved. ${untouched}`,
  noDownload: (why: string): string => `CIFAR-10 could not be downloaded: ${why}. ${untouched}`,
  endsEarly: (why: string, bytes: number): string => `${why}, after ${megabytes(bytes)} MB`,
  noMemory: `This device has no room in memory for CIFAR-10: it takes ${megabytes(cifar10Bytes)} MB. ${untouched} Close other tabs, and try again.`,
  noRoom: (free: number): string =>
    `CIFAR-10 needs ${megabytes(cifar10Bytes)} MB, this site may keep ${megabytes(free)}. You can use it until you close the tab.`,
  notOfficial: 'Reads as CIFAR-10, but is not the official file. It trains all the same.',
  unsure: 'Reads as CIFAR-10; whether it is the official file can only be told under https. It trains all the same.',
  full: 'Not saved: storage is full.',
  notSaved: (why: string): string => `Not saved: ${why}.`,
} as const;
