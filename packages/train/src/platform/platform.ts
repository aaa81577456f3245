// internal: what differs between Node and browsers
import type { Terminal } from '../callbacks/progress.ts';

export interface Platform {
  readonly terminal: Terminal;
  /** Undefined where there are none. */
  readonly files: Files | undefined;
}

export interface Files {
  /** The text of a file; undefined where there is none. */
  read(path: string): Promise<string | undefined>;
  /** Replaces a file whole or not at all; makes folders as needed. */
  replace(path: string, content: string | Uint8Array): Promise<void>;
  /** Adds text to a file, in one write; makes file and folders as needed. */
  append(path: string, text: string): Promise<void>;
}
