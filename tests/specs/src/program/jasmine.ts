// What the specs find when their modules load: jasmine's functions as globals, and a `Math.random` that is the same in
// each run of a seed.
import core from 'jasmine-core';
import { settings } from './settings.ts';

core.installGlobals();
core.jasmine.getEnv().configure({
  random: false,
  forbidDuplicateNames: false, // two suites are called `div`
  failSpecWithNoExpectations: false,
});

/** Mulberry32 (T. Ettinger): uniform in [0, 1). */
const uniform = (seed: number) => {
  let state = seed;
  return (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
};

Math.random = uniform(settings.seed);
