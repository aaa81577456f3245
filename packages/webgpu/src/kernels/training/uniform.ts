// internal: uniform numbers of a random key
import { attributesAs, Uniform, type UniformAttributes } from '@kindling/core';
import type { Replacement } from '../adapter/replacement.ts';

/** Threefry2x32-20, as `threefry2x32` of @kindling/core has it: the bits are the same on every backend. */
const codeOf = (key: readonly [string, string]) => `
  fn turned(x : u32, by : u32) -> u32 { return (x << by) | (x >> (32u - by)); }

  fn mixed(words : vec2<u32>, by : u32) -> vec2<u32> {
    let sum = words.x + words.y;
    return vec2<u32>(sum, turned(words.y, by) ^ sum);
  }

  fn wordsOf(block : u32) -> vec2<u32> {
    let k0 = bitcast<u32>(${key[0]});
    let k1 = bitcast<u32>(${key[1]});
    // The parts of the key that are added next, by turns.
    var parts = vec3<u32>(k1, k0 ^ k1 ^ 0x1bd11bdau, k0);
    var words = vec2<u32>(block + k0, bitcast<u32>(uniforms.draw) + k1);
    for (var added = 1u; added <= 5u; added++) {
      if ((added & 1u) == 1u) {
        words = mixed(mixed(mixed(mixed(words, 13u), 15u), 26u), 6u);
      } else {
        words = mixed(mixed(mixed(mixed(words, 17u), 29u), 16u), 24u);
      }
      words += vec2<u32>(parts.x, parts.y + added);
      parts = parts.yzx;
    }
    return words;
  }

  fn valueAt(index : i32) -> f32 {
    let words = wordsOf(u32(index) >> 1u);
    let word = select(words.x, words.y, (index & 1) == 1);
    return f32(word >> 8u) * 0x1p-24f;
  }`;

export const uniform: readonly Replacement[] = [
  {
    name: Uniform,
    compute({ key: given }, params, gpu) {
      const { shape, key, draw } = attributesAs<UniformAttributes>(params);
      const output = { shape, dtype: 'float32' } as const;
      const drawn = { draw: draw | 0 };
      if (given !== undefined) {
        const code = codeOf(['key[0]', 'key[1]']);
        return gpu.run({ name: Uniform, output, inputs: { key: given }, uniforms: drawn, code });
      }
      const words = { key0: key[0] | 0, key1: key[1] | 0 };
      const code = codeOf(['uniforms.key0', 'uniforms.key1']);
      return gpu.run({ name: Uniform, output, inputs: {}, uniforms: { ...words, ...drawn }, code });
    },
  },
];
