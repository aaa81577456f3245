// internal: one function that does all phases, on as many threads as call it
import { atomic } from '../assembler/atomics.ts';
import type { I32 } from '../assembler/expression.ts';
import { type Body, type Func, integers, type Local } from '../assembler/func.ts';
import type { ModuleBuilder } from '../assembler/module.ts';
import { i32 } from '../assembler/scalars.ts';
import type { Launch } from '../recording/recording.ts';
import { chunksIn, type Group, type Phase, workOf } from './phases.ts';

/** In bytes: words that threads write at once are on lines of their own. */
const apart = 128;
/**
 * In bytes, of a phase: how many chunks were claimed of those for any thread, then of those of each thread, then how
 * many were done.
 */
export const phaseBytes = (threads: number): number => apart * (threads + 2);
export const claimedAt = (thread: number): number => apart * (1 + thread);
export const doneAt = (threads: number): number => apart * (threads + 1);

/** How often a thread looks whether others are done: for this many ns more than their work takes, at most. */
const patience = 100_000;

/** The addresses of an argument; numbers are themselves. */
export type Resolve = (argument: number) => I32;

/**
 * Exports `run(thread, end, scratch)`, to be called for each of `threads` threads at once, with the words at `control`,
 * `phaseBytes` for each phase, at 0.
 *
 * Each caller has chunks of its own, those at the same share of each launch, so that what it reads is mostly what it
 * wrote before, and near; then it takes what others have left. (Callers are parts of the pool: the main thread and a
 * single worker are the same ones in every step, several workers take turns.) It claims a chunk, does it, counts it as
 * done, and where no chunk is left watches until all are done, then goes on to the next phase. So one that comes late
 * joins where the others are, and none waits for a thread that is not at work. Watching has an end: a thread that sees
 * nothing happen returns, and what is left is done by those at work.
 */
export const emitPhases = (
  m: ModuleBuilder,
  phases: readonly Phase[],
  threads: number,
  control: number,
  resolve: Resolve,
): void => {
  const kernels = emitKernels(m, phases);
  m.func('run', integers('thread', 'end', 'scratch'), (f, { thread, scratch }) => {
    const call: Call = ({ key, args }, begin, end) =>
      f.call(kernels.get(key)!, ...args.map(resolve), begin, end, scratch);
    if (threads === 1) {
      for (const { groups } of phases) for (const group of groups) doWhole(call, group);
      return;
    }
    const [of, claimed, most] = [f.local('i32'), f.local('i32'), f.local('i32')];
    const [begin, end] = [f.local('i32'), f.local('i32')];
    phases.forEach((phase, i) => {
      const at = control + phaseBytes(threads) * i;
      const writing = { call, threads, thread, at, of, claimed, most, begin, end };
      // What takes longest begins first: a chain that is not cut, or shares of what is.
      const [longest] = phase.groups;
      const parts = isCut(longest!) ? [emitShares, emitWhole] : [emitWhole, emitShares];
      for (const emit of parts) emit(f, phase, writing);
      watch(f, at, threads, chunksIn(phase), patience + 8 * Math.max(...phase.groups.map(workOf)));
    });
  });
};

type Call = (launch: Launch, begin: I32, end: I32) => void;

/** What a phase is written with. */
interface Writing {
  readonly call: Call;
  readonly threads: number;
  /** Who runs it. */
  readonly thread: Local<'i32'>;
  /** Where the phase's words are. */
  readonly at: number;
  /** Whose chunks are looked through, which of them was claimed, and how many there are. */
  readonly of: Local<'i32'>;
  readonly claimed: Local<'i32'>;
  readonly most: Local<'i32'>;
  /** A chunk's part of a launch. */
  readonly begin: Local<'i32'>;
  readonly end: Local<'i32'>;
}

const isCut = ({ chunks }: Group): boolean => chunks > 1;

const doWhole = (call: Call, { launches }: Group): void => {
  for (const launch of launches) call(launch, 0, launch.split.count);
};

/** Claims one after the other of what is counted at an address, as long as there is any. */
const claimAll = (
  f: Body,
  { claimed, most, at, threads }: Writing,
  words: I32,
  offset: number,
  work: () => void,
): void => {
  const claim = (): void => f.set(claimed, atomic.add(words, 1, offset));
  claim();
  f.while(
    () => i32.ltU(claimed, most),
    () => {
      work();
      f.drop(atomic.add(at, 1, doneAt(threads)));
      claim();
    },
  );
};

/** The chunks of the groups that are cut: those of this thread, then what the others have left of theirs. */
const emitShares = (f: Body, { groups }: Phase, writing: Writing): void => {
  const cut = groups.filter(isCut);
  if (cut.length === 0) return;
  const { call, threads, thread, at, of, claimed, most, begin, end } = writing;
  const beginOf = (thread: I32, { chunks }: Group): I32 => i32.divU(i32.mul(thread, chunks), threads);
  const shareOf = (group: Group): I32 => i32.sub(beginOf(i32.add(of, 1), group), beginOf(of, group));
  const doChunk = ({ launches, chunks }: Group, chunk: Local<'i32'>): void => {
    for (const launch of launches) {
      f.set(begin, boundOf(launch, chunk, chunks));
      f.set(end, boundOf(launch, i32.add(chunk, 1), chunks));
      f.if(i32.ltS(begin, end), () => call(launch, begin, end));
    }
  };
  const doClaimed = ([group, ...others]: readonly Group[]): void => {
    const work = (): void => doChunk(group!, f.let(i32.add(beginOf(of, group!), claimed)));
    if (others.length === 0) {
      work();
      return;
    }
    const share = f.let(shareOf(group!));
    f.if(i32.ltU(claimed, share), work, () => {
      f.set(claimed, i32.sub(claimed, share));
      doClaimed(others);
    });
  };
  f.set(of, thread);
  f.times(threads, () => {
    f.set(most, cut.map(shareOf).reduce(i32.add));
    const words = f.let(i32.add(i32.mul(of, apart), at));
    claimAll(f, writing, words, claimedAt(0), () => doClaimed(cut));
    f.add(of, 1);
    f.if(i32.eq(of, threads), () => f.set(of, 0));
  });
};

/** The groups that are not cut, by whoever comes first. */
const emitWhole = (f: Body, { groups }: Phase, writing: Writing): void => {
  const whole = groups.filter((group) => !isCut(group));
  if (whole.length === 0) return;
  const { call, claimed, most, at } = writing;
  const doClaimed = ([group, ...others]: readonly Group[], place: number): void => {
    const work = (): void => doWhole(call, group!);
    if (others.length === 0) work();
    else f.if(i32.eq(claimed, place), work, () => doClaimed(others, place + 1));
  };
  f.set(most, i32.const(whole.length));
  claimAll(f, writing, at, 0, () => doClaimed(whole, 0));
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
  const whole = i32.mul(chunk, shorter);
  const before = longer === 0 ? whole : i32.add(whole, i32.divU(i32.mul(chunk, longer), chunks));
  const bound = grain === 1 ? before : i32.mul(before, grain);
  return grains * grain === count ? bound : i32.min(bound, count);
};

const leave = 0x0f;

/** Until all chunks are done; leaves the function after so many looks. */
const watch = (f: Body, at: number, threads: number, chunks: number, looks: number): void => {
  const isUnfinished = (): I32 => i32.ltU(atomic.load(at, doneAt(threads)), chunks);
  f.if(isUnfinished(), () => {
    const left = f.let(Math.min(2 ** 30, Math.ceil(looks)));
    f.doWhile(() => {
      f.add(left, -1);
      f.if(i32.eqz(left), () => f.emit(leave));
    }, isUnfinished);
  });
};
