// internal: floats on their way to a kernel, whose arguments are integers
const float = new Float32Array(1);
const bits = new Int32Array(float.buffer);

/** The bits of a float32 number, as an integer. */
export const bitsOf = (number: number): number => {
  float[0] = number;
  return bits[0]!;
};
