// internal: places of numbers, along axes with strides

/** Where the numbers of a shape are: a number's place is `start` + Σ index · stride. */
export interface Places {
  readonly start: number;
  readonly strides: readonly number[];
}

export const stridesOf = (shape: readonly number[]): number[] => {
  let stride = 1;
  return [...shape]
    .reverse()
    .map((length) => {
      const own = stride;
      stride *= length;
      return own;
    })
    .reverse();
};

/** The places of a whole tensor. */
export const wholeOf = (shape: readonly number[]): Places => ({ start: 0, strides: stridesOf(shape) });
