// internal: one function that does all phases, on as many threads as call it
import { atomic } from '../assembler/atomics.ts';
import type { I32 } from '../assembler/expression.ts';
import { type Body, type Func, integers, type Local } from '../assembler/func.ts';
import type { ModuleBuilder } from '../assembler/module.ts';
import { i32 } from '../assembler/scalars.ts';
import type { Launch } from '../recording/recording.ts';
import { chunksIn, type Group, type Phase, workOf } from './phases.ts';

/** In bytes: what threads claim is on another line of the cache than what they are done with. */
export const phaseBytes = 256;
/** Of a phase's bytes, where it is counted how many of its chunks were done; how many were claimed is at 0. */
export const doneAt = 128;

/** How often a thread looks whether others are done: for this many ns more than their work takes, at most. */
const patience = 100_000;

/** The addresses of an argument; numbers are themselves. */
export type Resolve = (argument: number) => I32;

/**
 * Exports `run(begin, end, scratch)`, to be called by each of `threads` threads at once, with the words at `control`,
 * `phaseBytes` for each phase, at 0.
 *
 * A thread claims a chunk, does it, counts it as done, and where no chunk is left watches until all are done, then goes
 * on to the next phase. So one that comes late joins where the others are, and none waits for a thread that is not at
 * work. Watching has an end: a thread that sees nothing happen returns, and what is left is done by those at work.
 */
export const emitPhases = (
  m: ModuleBuilder,
  phases: readonly Phase[],
  threads: number,
  control: number,
  resolve: Resolve,
): void => {
  const kernels = emitKernels(m, phases);
  m.func('run', integers('begin', 'end', 'scratch'), (f, { scratch }) => {
    const call = ({ key, args }: Launch, begin: I32, end: I32): void =>
      f.call(kernels.get(key)!, ...args.map(resolve), begin, end, scratch);
    const whole = ({ launches }: Group): void => {
      for (const launch of launches) call(launch, 0, launch.split.count);
    };
    if (threads === 1) {
      for (const { groups } of phases) groups.forEach(whole);
      return;
    }
    const chunk = f.local('i32');
    const [begin, end] = [f.local('i32'), f.local('i32')];
    const part = ({ launches, chunks }: Group, first: number): void => {
      const own = first === 0 ? chunk : i32.sub(chunk, first);
      for (const launch of launches) {
        f.set(begin, boundOf(launch, own, chunks));
        f.set(end, boundOf(launch, i32.add(own, 1), chunks));
        f.if(i32.ltS(begin, end), () => call(launch, begin, end));
      }
    };
    /** The group whose chunk it is, of those from `first` on. */
    const choose = ([group, ...others]: readonly Group[], first: number): void => {
      const work = (): void => (group!.chunks === 1 ? whole(group!) : part(group!, first));
      const next = first + group!.chunks;
      if (others.length === 0) work();
      else f.if(i32.ltU(chunk, next), work, () => choose(others, next));
    };
    phases.forEach((phase, i) => {
      const at = control + phaseBytes * i;
      const chunks = chunksIn(phase);
      claimAll(f, at, chunks, chunk, () => choose(phase.groups, 0));
      watch(f, at, chunks, patience + 8 * Math.max(...phase.groups.map(workOf)));
    });
  });
};

const launchesIn = (phases: readonly Phase[]): readonly Launch[] =>
  phases.flatMap(({ groups }) => groups.flatMap(({ launches }) => launches));

/** Each kernel of the phases as a function of this module, by its key. */
const emitKernels = (m: ModuleBuilder, phases: readonly Phase[]): Map<string, Func> => {
  const kernels = new Map<string, Func>();
  for (const { key, write } of launchesIn(phases)) {
    if (kernels.has(key)) continue;
    write({
      ...m,
      func: (name, parameters, body) => {
        const made = m.func(undefined, parameters, body);
        if (name === 'run') kernels.set(key, made);
        return made;
      },
    });
  }
  return kernels;
};

/** Where chunk `chunk` of `chunks` begins: as even as multiples of the grain allow. */
const boundOf = ({ split: { count, grain = 1 } }: Launch, chunk: I32, chunks: number): I32 => {
  const grains = Math.ceil(count / grain);
  const shorter = Math.floor(grains / chunks);
  const longer = grains - shorter * chunks;
  const before = longer === 0 ? i32.mul(chunk, shorter) : i32.add(i32.mul(chunk, shorter), atMost(chunk, longer));
  const bound = grain === 1 ? before : i32.mul(before, grain);
  return grains * grain === count ? bound : atMost(bound, count);
};

const atMost = (value: I32, most: number): I32 => i32.min(value, most);

/** Does chunks as long as there are any that nobody has claimed. */
const claimAll = (f: Body, at: number, chunks: number, chunk: Local<'i32'>, work: () => void): void => {
  const claim = (): void => f.set(chunk, atomic.add(at, 1));
  claim();
  f.while(
    () => i32.ltU(chunk, chunks),
    () => {
      work();
      f.drop(atomic.add(at, 1, doneAt));
      claim();
    },
  );
};

const leave = 0x0f;

/** Until all chunks are done; leaves the function after so many looks. */
const watch = (f: Body, at: number, chunks: number, looks: number): void => {
  const isUnfinished = (): I32 => i32.ltU(atomic.load(at, doneAt), chunks);
  f.if(isUnfinished(), () => {
    const left = f.let(Math.min(2 ** 30, Math.ceil(looks)));
    f.doWhile(() => {
      f.add(left, -1);
      f.if(i32.eqz(left), () => f.emit(leave));
    }, isUnfinished);
  });
};
