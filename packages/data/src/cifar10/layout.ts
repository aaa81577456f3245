// internal: what CIFAR-10's binary archive looks like

export const classNames: readonly string[] = [
  'airplane',
  'automobile',
  'bird',
  'cat',
  'deer',
  'dog',
  'frog',
  'horse',
  'ship',
  'truck',
];

/** A record is a label byte and 1,024 red, 1,024 green and 1,024 blue bytes, each row by row. */
export const side = 32;
export const channels = 3;
export const pictureBytes = side * side * channels;
export const recordBytes = 1 + pictureBytes;

/** A file of records; hashes are lowercase hexadecimal SHA-256. */
export interface BatchFile {
  readonly name: string;
  readonly split: 'train' | 'test';
  readonly sha256: string;
}

export interface Layout {
  readonly url: string;
  /** Of the archive. */
  readonly bytes: number;
  readonly sha256: string;
  readonly recordsPerFile: number;
  /** In the order in which their pictures are numbered. */
  readonly files: readonly BatchFile[];
}

/**
 * Krizhevsky, "Learning multiple layers of features from tiny images", 2009:
 * https://www.cs.toronto.edu/~kriz/cifar.html
 */
export const official: Layout = {
  url: 'https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz',
  bytes: 170_052_171,
  sha256: 'c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd',
  recordsPerFile: 10_000,
  files: [
    {
      name: 'data_batch_1.bin',
      split: 'train',
      sha256: 'cee916563c9f80d84e3cc88e17fdc0941787f1244f00a67874d45b261883ada5',
    },
    {
      name: 'data_batch_2.bin',
      split: 'train',
      sha256: 'a591ca11fa1708a91ee40f54b3da4784ccd871ecf2137de63f51ada8b3fa57ed',
    },
    {
      name: 'data_batch_3.bin',
      split: 'train',
      sha256: 'bbe8596564c0f86427f876058170b84dac6670ddf06d79402899d93ceea26f67',
    },
    {
      name: 'data_batch_4.bin',
      split: 'train',
      sha256: '014e562d6e23c72197cc727519169a60359f5eccd8945ad5a09d710285ff4e48',
    },
    {
      name: 'data_batch_5.bin',
      split: 'train',
      sha256: '755304fc0b379caeae8c14f0dac912fbc7d6cd469eb67a1029a08a39453a9add',
    },
    {
      name: 'test_batch.bin',
      split: 'test',
      sha256: '8e2eb146ae340b09e24670f29cabc6326dba54da8789dab6768acf480273f65b',
    },
  ],
};

export const archiveName = 'cifar-10-binary.tar.gz';
export const folderName = 'cifar-10-batches-bin';
export const namesFile = 'batches.meta.txt';
