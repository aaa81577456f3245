/** How far a download, or the reading of an archive, has come. */
export interface Cifar10Progress {
  readonly stage: 'download' | 'read';
  /** Bytes, counted from the beginning of the file. */
  readonly loaded: number;
  /** Bytes of the whole, where known. */
  readonly total: number | undefined;
}

export interface Cifar10Options {
  /**
   * The archive `cifar-10-binary.tar.gz`, a folder with it, or its unpacked folder. Default: the archive is downloaded
   * once.
   */
  readonly path?: string | undefined;
  /** Where a download is kept. Default: `kindling` in the platform's folder for caches. */
  readonly cacheDir?: string | undefined;
  /** Another place to download from. Default: the official one, which may take an hour. */
  readonly url?: string | undefined;
  /**
   * Of the archive, as 64 hexadecimal digits in lower case. Default: the official one for a download, any for a `path`.
   */
  readonly sha256?: string | undefined;
  /** Told how far the download, or the reading, has come. Default: nobody is told. */
  readonly onProgress?: ((progress: Cifar10Progress) => void) | undefined;
  /** Told in one line when what was read is not the official file. Default: the line goes to stderr. */
  readonly onNote?: ((line: string) => void) | undefined;
  /** Ends a download or the reading; what was downloaded is kept. Default: nothing ends it. */
  readonly signal?: AbortSignal | undefined;
}
