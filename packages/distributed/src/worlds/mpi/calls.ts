// internal: the functions of MPI that are used, without its handles
import type { Summed } from '../../world.ts';
import { type Handles, handlesOf } from './handles.ts';
import type { Koffi, OpenLibrary } from './library.ts';

/** What was begun: whether it is done by now. Nothing moves on but by asking. */
export type Begun = () => boolean;

/** Where parts of an array are: how many numbers each rank has, and from where on. */
export interface Parts {
  readonly counts: Int32Array;
  readonly starts: Int32Array;
}

/** Each begins something, and must have its memory until that is done. */
export interface Calls {
  readonly rank: number;
  readonly size: number;
  send(bytes: Uint8Array, to: number): Begun;
  receive(bytes: Uint8Array, from: number): Begun;
  sum(array: Summed): Begun;
  broadcast(bytes: Uint8Array): Begun;
  /** Part r of an array goes to rank r, which has the parts of all ranks side by side. */
  exchange(from: Summed, parts: Parts, to: Summed, arriving: Parts): Begun;
  /** Gives all ranks the part of each, in place. */
  gather(array: Summed, parts: Parts): Begun;
  /** Ends all ranks; does not return, as a rule. */
  abort(code: number): void;
  finalize(): void;
}

/** Of notices; a library's own messages have another communicator. */
const tag = 16;

/** Integers outside of JavaScript's heap, where they stay: small arrays in it are moved. */
export const fixedIntegers = (length: number): Int32Array => new Int32Array(new ArrayBuffer(4 * length));

/**
 * Starts MPI, and binds its functions.
 *
 * @param failed is told of a call that did not succeed, and does not return
 * @throws Error where MPI does not start
 */
export const startMpi = (koffi: Koffi, opened: OpenLibrary, failed: (text: string) => never): Calls => {
  const { library } = opened;
  const handles: Handles = handlesOf(opened.interface, (name) => koffi.address(library.symbol(name)));
  const { type, world, byte, inPlace, ignoreStatus } = handles;
  const f = (name: string, ...takes: string[]): ((...given: unknown[]) => number) => library.func(name, 'int', takes);
  const [memory, integer, address] = ['void *', 'int', 'intptr_t'];

  const explain = f('MPI_Error_string', integer, memory, memory);
  const textOf = (code: number): string => {
    const text = Buffer.alloc(1024);
    explain(code, text, fixedIntegers(1));
    return text.toString('utf8', 0, text.indexOf(0)).trim().replace(/\s+/g, ' ');
  };
  const must = (name: string, code: number): void => {
    if (code !== 0) failed(`${name} failed: ${textOf(code)}`);
  };

  const given = fixedIntegers(1);
  const started = f('MPI_Init_thread', memory, memory, integer, memory)(null, null, handles.funneled, given);
  if (started !== 0) throw new Error(`join: MPI_Init_thread failed with ${started} in ${opened.version.slice(0, 40)}`);
  must('MPI_Comm_set_errhandler', f('MPI_Comm_set_errhandler', type, type)(world, handles.errorsReturn));
  const one = (name: string): number => {
    must(name, f(name, type, memory)(world, given));
    return given[0]!;
  };

  const test = f('MPI_Test', memory, memory, address);
  const flag = fixedIntegers(1);
  const begin = (name: string, call: (request: BigInt64Array) => number): Begun => {
    // A request of MPICH is half as long.
    const request = new BigInt64Array(new ArrayBuffer(8));
    must(name, call(request));
    let done = false;
    return () => {
      if (!done) {
        must(name, test(request, flag, ignoreStatus));
        done = flag[0] !== 0;
      }
      return done;
    };
  };

  const send = f('MPI_Isend', memory, integer, type, integer, integer, type, memory);
  const receive = f('MPI_Irecv', memory, integer, type, integer, integer, type, memory);
  const allreduce = f('MPI_Iallreduce', address, memory, integer, type, type, type, memory);
  const broadcast = f('MPI_Ibcast', memory, integer, type, integer, type, memory);
  const counted = [memory, memory, type];
  const alltoallv = f('MPI_Ialltoallv', memory, ...counted, memory, ...counted, type, memory);
  const allgatherv = f('MPI_Iallgatherv', address, integer, type, memory, ...counted, type, memory);
  const abort = f('MPI_Abort', type, integer);
  const finalize = f('MPI_Finalize');
  const kindOf = (array: Summed) => (array instanceof Float32Array ? handles.float : handles.double);

  return {
    rank: one('MPI_Comm_rank'),
    size: one('MPI_Comm_size'),
    send: (bytes, to) => begin('MPI_Isend', (request) => send(bytes, bytes.length, byte, to, tag, world, request)),
    receive: (bytes, from) =>
      begin('MPI_Irecv', (request) => receive(bytes, bytes.length, byte, from, tag, world, request)),
    sum: (array) =>
      begin('MPI_Iallreduce', (request) =>
        allreduce(inPlace, array, array.length, kindOf(array), handles.sum, world, request),
      ),
    broadcast: (bytes) => begin('MPI_Ibcast', (request) => broadcast(bytes, bytes.length, byte, 0, world, request)),
    exchange: (from, parts, to, arriving) => {
      const kind = kindOf(from);
      return begin('MPI_Ialltoallv', (request) =>
        alltoallv(from, parts.counts, parts.starts, kind, to, arriving.counts, arriving.starts, kind, world, request),
      );
    },
    gather: (array, { counts, starts }) => {
      const kind = kindOf(array);
      return begin('MPI_Iallgatherv', (request) =>
        allgatherv(inPlace, 0, kind, array, counts, starts, kind, world, request),
      );
    },
    abort: (code) => void abort(world, code),
    finalize: () => must('MPI_Finalize', finalize()),
  };
};
