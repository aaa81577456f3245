/** How far a download, or the reading of an archive, has come. */
export interface Cifar10Progress {
  readonly stage: 'download' | 'read';
  /** Bytes, counted from the beginning of the file; of what `from` gives and of what a page kept, unpacked ones. */
  readonly loaded: number;
  /** Bytes of the whole, where known. */
  readonly total: number | undefined;
}

/**
 * The archive as a page has it: a File or Blob, the Response of a `fetch`, a stream of bytes; or the files of its
 * unpacked folder, as an `<input webkitdirectory>` and a drop give them.
 */
export type Cifar10Source = Blob | Response | ReadableStream<Uint8Array> | ArrayLike<File>;

export interface Cifar10Options {
  /**
   * The archive `cifar-10-binary.tar.gz`, a folder with it, or its unpacked folder. Default: the archive is downloaded
   * once.
   */
  readonly path?: string | undefined;
  /**
   * The archive's bytes, packed or not: a File, Blob, Response or ReadableStream; or the six files of its folder.
   * Default: none, they are at `path` or `url`.
   */
  readonly from?: Cifar10Source | undefined;
  /** Where a download is kept, in Node. Default: `kindling` in the platform's folder for caches. */
  readonly cacheDir?: string | undefined;
  /**
   * In a page: whether the data are kept in its storage (OPFS), and read there the next time. Default: true for a
   * `url`, false for what comes by `from`.
   */
  readonly cache?: boolean | undefined;
  /** Another place to download from. Default: the official one, which may take an hour. */
  readonly url?: string | undefined;
  /**
   * Of the archive, as 64 hexadecimal digits in lower case. Default: the official one for a download, any for a `path`.
   */
  readonly sha256?: string | undefined;
  /**
   * How many of the training pictures are held, the first ones, where memory is short; the others are read, checked and
   * let go. Default: all 50,000.
   */
  readonly train?: number | undefined;
  /** Told how far the download, or the reading, has come. Default: nobody is told. */
  readonly onProgress?: ((progress: Cifar10Progress) => void) | undefined;
  /**
   * Told in one line when what was read is not the official file, or can't be kept. Default: the line goes to stderr;
   * in a page, nowhere.
   */
  readonly onNote?: ((line: string) => void) | undefined;
  /** Ends a download or the reading; what Node downloaded is kept. Default: nothing ends it. */
  readonly signal?: AbortSignal | undefined;
}
