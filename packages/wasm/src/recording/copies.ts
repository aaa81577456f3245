// internal: numbers copied from place to place
import { integers } from '../assembler/func.ts';
import type { ModuleBuilder } from '../assembler/module.ts';
import { i32 } from '../assembler/scalars.ts';
import type { Launch } from './recording.ts';

/** `run(from, to, begin, end, scratch)`: the bytes [begin, end). */
const emitCopy = (m: ModuleBuilder): void => {
  m.func('run', integers('from', 'to', 'begin', 'end', 'scratch'), (f, { from, to, begin, end }) => {
    f.copy(i32.add(to, begin), i32.add(from, begin), i32.sub(end, begin));
  });
};

export const copyLaunch = (from: number, to: number, bytes: number): Launch => ({
  of: 'copy',
  key: 'copy',
  write: emitCopy,
  args: [from, to],
  split: { count: bytes, grain: 256, work: bytes / 8, flops: 0, moved: { read: bytes, written: bytes } },
});
