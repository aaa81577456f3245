// internal: the program of a worker

/**
 * `(data, ready) => void`, as text: a function's source would reach users through their bundlers, which put calls of helpers
 * into it that are not there in another thread.
 */
export const program = /* js */ `(data, ready) => {
  const { memory, control, cells, commands, thread, threads, scratch, spin } = data;
  const { controlBytes, messageBegin, messageBytes } = data;
  const state = new Int32Array(memory.buffer, control, controlBytes / 4);
  const kernels = [];

  // Watches for a while, since the next command is often near and a thread that sleeps is slow to wake; then sleeps.
  const next = (seen) => {
    const until = performance.now() + spin;
    do {
      for (let i = 0; i < 4096; i++) if (Atomics.load(state, cells.epoch) !== seen) return Atomics.load(state, cells.epoch);
    } while (performance.now() < until);
    Atomics.add(state, cells.sleepers, 1);
    Atomics.wait(state, cells.epoch, seen);
    Atomics.sub(state, cells.sleepers, 1);
    return Atomics.load(state, cells.epoch);
  };
  const load = () => {
    const bytes = new Uint8Array(memory.buffer, state[cells.address] >>> 0, state[cells.length]).slice();
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } });
    kernels[state[cells.kernel]] = exports.run;
  };
  const run = () => {
    const begin = state[cells.parts + 2 * thread];
    const end = state[cells.parts + 2 * thread + 1];
    if (begin >= end) return;
    const args = state.subarray(cells.args, cells.args + state[cells.count]);
    kernels[state[cells.kernel]](...args, begin, end, scratch);
  };
  const fail = (error) => {
    if (Atomics.compareExchange(state, cells.failed, 0, thread) !== 0) return;
    const text = new TextEncoder().encode(String(error && error.message)).subarray(0, messageBytes);
    new Uint8Array(memory.buffer, control + messageBegin, messageBytes).set(text);
    state[cells.message] = text.length;
  };
  const finish = () => {
    const isLast = Atomics.add(state, cells.done, 1) === threads - 2;
    if (isLast && Atomics.load(state, cells.waiting) === 1) Atomics.notify(state, cells.done);
  };

  ready();
  for (let seen = 0; ; ) {
    const epoch = next(seen);
    if (epoch === seen) continue;
    seen = epoch;
    const command = state[cells.command];
    try {
      if (command === commands.load) load();
      if (command === commands.run) run();
    } catch (error) {
      fail(error);
    }
    finish();
    if (command === commands.stop) return;
  }
}`;
