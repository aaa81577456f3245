/** Whether it is a class, which cannot be called as the function that it is to `typeof`. */
export const isClass = (value: unknown): boolean =>
  typeof value === 'function' && /^class\b/.test(Function.prototype.toString.call(value));
