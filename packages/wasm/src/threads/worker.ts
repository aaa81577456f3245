// internal: the program of a worker

/**
 * `(data, ready) => void`, as text: a function's source would reach users through their bundlers, which put calls of
 * helpers into it that are not there in another thread.
 */
export const program = /* js */ `(data, ready) => {
  const { memory, control, count, cells, orders, thread, scratch, spin, tact } = data;
  const state = new Int32Array(memory.buffer, control, count);
  const kernels = [];

  // Watches for a while, since work is often near and a thread that sleeps is slow to wake; then sleeps.
  const next = (seen, took) => {
    const begun = performance.now();
    for (let watched = 0; watched < spin; watched = performance.now() - begun) {
      for (let i = 0; i < 4096; i++) if (Atomics.load(state, cells.epoch) !== seen) return Atomics.load(state, cells.epoch);
      if (watched > tact + took / 2 && Atomics.load(state, cells.working) === 1) break;
    }
    Atomics.add(state, cells.sleepers, 1);
    Atomics.wait(state, cells.epoch, seen);
    Atomics.sub(state, cells.sleepers, 1);
    return Atomics.load(state, cells.epoch);
  };
  const load = () => {
    const bytes = new Uint8Array(memory.buffer, state[cells.address] >>> 0, state[cells.length]).slice();
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } });
    kernels[state[cells.loaded]] = exports.run;
  };
  // What is claimed holds the main thread up, so that arguments and bounds are read only after that.
  const claim = () => {
    for (;;) {
      const left = Atomics.load(state, cells.left);
      if (left === 0 || Atomics.compareExchange(state, cells.left, left, left - 1) === left) return left;
    }
  };
  const run = (part) => {
    const args = state.subarray(cells.args, cells.args + state[cells.count]);
    kernels[state[cells.kernel]](...args, state[cells.parts + 2 * part], state[cells.parts + 2 * part + 1], scratch);
  };
  const attempt = (task, value) => {
    try {
      task(value);
    } catch (error) {
      if (Atomics.compareExchange(state, cells.failed, 0, thread) !== 0) return;
      const most = 4 * (cells.parts - cells.text);
      const text = new TextEncoder().encode(String(error && error.message)).subarray(0, most);
      new Uint8Array(memory.buffer, control + 4 * cells.text, most).set(text);
      state[cells.message] = text.length;
    }
  };
  const tell = (cell) => {
    Atomics.add(state, cell, 1);
    if (Atomics.load(state, cells.waiting) === 1) Atomics.notify(state, cell);
  };

  ready();
  for (let seen = 0, obeyed = 0, took = 0; ; ) {
    seen = next(seen, took);
    if (Atomics.load(state, cells.orders) !== obeyed) {
      const order = state[cells.order];
      obeyed += 1;
      if (order === orders.load) attempt(load);
      tell(cells.obeyed);
      if (order === orders.stop) return;
    }
    const begun = performance.now();
    for (let part = claim(); part > 0; part = claim()) {
      attempt(run, part);
      tell(cells.done);
    }
    took = performance.now() - begun;
  }
}`;
