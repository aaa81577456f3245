// internal: comparing numbers as integers of the same order

/**
 * WGSL need not keep NaN and infinities, so numbers of float32 are compared by their bits: NaN is `none`, above all.
 * A pair is a number's order and its place; of equal ones the first place is the better.
 */
export const order = `
  const none = 0x7fffffff;
  const least = -0x7fffffff - 1;

  fn orderOf(value : f32) -> i32 {
    let bits = bitcast<i32>(value);
    if (isnan(value)) { return none; }
    if (bits >= 0) { return bits; }
    return -(bits & 0x7fffffff);
  }

  fn better(a : vec2<i32>, b : vec2<i32>) -> vec2<i32> {
    let isLater = b.x > a.x || (b.x == a.x && b.y < a.y);
    return select(a, b, isLater);
  }`;
