// internal: the cross-entropy of a softmax, and its gradient
import { requireShape, SoftmaxCrossEntropy, SoftmaxCrossEntropyGrad } from '@kindling/core';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { Replacement } from '../adapter/replacement.ts';
import { threads } from '../adapter/several.ts';
import { reductions, rowsOf } from './rows.ts';

/**
 * What is not finite is told by its bits, and only finite numbers are computed with, since WGSL need not keep NaN and
 * infinities. A logit of -Infinity rules its class out.
 */
const softmax = `
  ${reductions}

  /** Bits of what was seen in the row. */
  const isBad = 1u;
  const isLikely = 2u;
  const costsUp = 4u;
  const costsDown = 8u;
  var<workgroup> seen : atomic<u32>;

  const infinite = 0x7f800000u;
  fn bitsOf(value : f32) -> u32 { return bitcast<u32>(value); }
  fn isRuledOut(z : f32) -> bool { return bitsOf(z) == 0xff800000u; }
  fn isNotFinite(z : f32) -> bool { return (bitsOf(z) & infinite) == infinite; }

  fn seenAt(z : f32, y : f32) -> u32 {
    if (isnan(y)) { return isBad; }
    if (!isRuledOut(z)) { return select(isLikely, isBad, isNotFinite(z)); }
    if (y > 0.0) { return costsUp; }
    return select(0u, costsDown, y < 0.0);
  }

  struct Softmax { seen : u32, greatest : f32, sum : f32 };

  fn softmaxOf(row : i32, thread : i32) -> Softmax {
    let start = row * uniforms.classes;
    var found = 0u;
    var own = -3.4028234e38;
    for (var c = thread; c < uniforms.classes; c += ${threads}) {
      let z = f32(logits[start + c]);
      found |= seenAt(z, f32(goal[start + c]));
      if (!isNotFinite(z)) { own = max(own, z); }
    }
    atomicOr(&seen, found);
    let greatest = greatestOfRow(own, thread);
    var sum = 0.0;
    for (var c = thread; c < uniforms.classes; c += ${threads}) {
      let z = f32(logits[start + c]);
      if (!isNotFinite(z)) { sum += exp(z - greatest); }
    }
    sum = sumOfRow(sum, thread);
    return Softmax(atomicLoad(&seen), greatest, sum);
  }`;

const loss = `
  ${softmax}

  fn costOf(seen : u32, sum : f32) -> f32 {
    let isUp = (seen & costsUp) != 0u;
    let isDown = (seen & costsDown) != 0u;
    if ((seen & isBad) != 0u || (seen & isLikely) == 0u || (isUp && isDown)) { return uniforms.NAN; }
    if (isUp) { return uniforms.INFINITY; }
    if (isDown) { return -uniforms.INFINITY; }
    return -sum;
  }

  fn writeRow(row : i32, thread : i32) {
    let p = softmaxOf(row, thread);
    let start = row * uniforms.classes;
    var sum = 0.0;
    for (var c = thread; c < uniforms.classes; c += ${threads}) {
      let z = f32(logits[start + c]);
      if (!isNotFinite(z)) { sum += f32(goal[start + c]) * (z - p.greatest - log(p.sum)); }
    }
    sum = sumOfRow(sum, thread);
    if (thread == 0 && row < uniforms.rows) { result[row] = costOf(p.seen, sum); }
  }`;

const slope = `
  ${softmax}

  fn writeRow(row : i32, thread : i32) {
    let p = softmaxOf(row, thread);
    let start = row * uniforms.classes;
    var weight = 0.0;
    for (var c = thread; c < uniforms.classes; c += ${threads}) { weight += f32(goal[start + c]); }
    weight = sumOfRow(weight, thread);
    if (row >= uniforms.rows) { return; }
    let dz = f32(dy[row]);
    let isNone = (p.seen & isBad) != 0u || (p.seen & isLikely) == 0u || isnan(dz);
    for (var c = thread; c < uniforms.classes; c += ${threads}) {
      let z = f32(logits[start + c]);
      var share = 0.0;
      if (!isNotFinite(z)) { share = exp(z - p.greatest) / p.sum; }
      result[start + c] = select(dz * (share * weight - f32(goal[start + c])), uniforms.NAN, isNone);
    }
  }`;

type Given = Readonly<Record<'logits' | 'target' | 'dy', TensorInfo>>;

/** `target` is a word that WGSL keeps for itself. */
const compute =
  (name: string, code: string): Replacement['compute'] =>
  (inputs, _, gpu) => {
    const { logits, target, dy } = inputs as Given;
    const { rows, classes } = rowsOf(logits);
    const each = logits.shape.slice(0, -1);
    if (classes === 0) throw new RangeError(`${name}: logits must end in classes, got [${logits.shape}]`);
    requireShape(name, { target }, logits.shape);
    const isSlope = dy !== undefined;
    if (isSlope) requireShape(name, { dy }, each);
    return gpu.run({
      name,
      output: { shape: isSlope ? logits.shape : each, dtype: 'float32' },
      inputs: { logits, goal: target, ...(isSlope ? { dy } : {}) },
      uniforms: { classes },
      rows,
      code,
    });
  };

export const softmaxCrossEntropy: readonly Replacement[] = [
  { name: SoftmaxCrossEntropy, compute: compute(SoftmaxCrossEntropy, loss) },
  { name: SoftmaxCrossEntropyGrad, compute: compute(SoftmaxCrossEntropyGrad, slope) },
];
