// internal: functions of one number that keep NaN and infinities on webgpu
import {
  Acosh,
  Asinh,
  Atanh,
  backend_util,
  Cosh,
  Elu,
  Exp,
  Expm1,
  Log,
  Log1p,
  Relu6,
  Selu,
  Sigmoid,
  Sinh,
  Softplus,
} from '@tensorflow/tfjs-core';
import type { Replacement } from '../adapter/replacement.ts';

/**
 * WGSL need not keep NaN and infinities, and drivers differ. So NaN is told by its bits, and comes out as it went in;
 * what is infinite at a bound is written so.
 */
const unary = (name: string, formula: string): Replacement => ({
  name,
  compute({ x }, _, gpu) {
    if (x!.dtype !== 'float32') return undefined;
    return gpu.run({
      name,
      output: { shape: x!.shape, dtype: 'float32' },
      inputs: { x: x! },
      uniforms: {},
      code: `fn valueAt(index : i32) -> f32 {
        let a = f32(x[index]);
        if (isnan(a)) { return a; }
        ${formula}
      }`,
    });
  },
});

/** Beyond it, √(a² ± 1) is |a| in float32, and the logarithm of |a| + √(a² ± 1) is this. */
const far = '4096.0';
const farLog = 'log(abs(a)) + 0.6931472';

const { SELU_SCALE, SELU_SCALEALPHA } = backend_util;

export const unaries: readonly Replacement[] = [
  // WGSL's own overflow where a² does, and below 0 asinh is the logarithm of a difference that vanishes.
  unary(Acosh, `if (a < 1.0) { return uniforms.NAN; } if (a > ${far}) { return ${farLog}; } return acosh(a);`),
  unary(Asinh, `if (abs(a) > ${far}) { return sign(a) * (${farLog}); } return sign(a) * asinh(abs(a));`),
  unary(
    Atanh,
    'if (abs(a) > 1.0) { return uniforms.NAN; } if (abs(a) == 1.0) { return a * uniforms.INFINITY; } return atanh(a);',
  ),
  unary(Cosh, 'return cosh(a);'),
  unary(Sinh, 'return sinh(a);'),
  unary(Elu, 'if (a >= 0.0) { return a; } return exp(a) - 1.0;'),
  unary(Exp, 'return exp(a);'),
  // Near 0 by the first terms of the series: 1 would swallow the digits of a.
  unary(Expm1, 'if (abs(a) < 0.01) { return a + a * a * (0.5 + a / 6.0); } return exp(a) - 1.0;'),
  unary(Log, 'if (a < 0.0) { return uniforms.NAN; } if (a == 0.0) { return -uniforms.INFINITY; } return log(a);'),
  unary(
    Log1p,
    `if (abs(a) < 0.01) { return a - a * a * (0.5 - a * (1.0 / 3.0 - a * 0.25)); }
    if (a < -1.0) { return uniforms.NAN; } if (a == -1.0) { return -uniforms.INFINITY; } return log(1.0 + a);`,
  ),
  unary(Relu6, 'return clamp(a, 0.0, 6.0);'),
  unary(Selu, `if (a >= 0.0) { return ${SELU_SCALE} * a; } return ${SELU_SCALEALPHA} * (exp(a) - 1.0);`),
  unary(Sigmoid, 'return 1.0 / (1.0 + exp(-a));'),
  unary(
    Softplus,
    // Beyond these, 1 + exp(a) is 1 or exp(a) in float32.
    'if (a > 14.0) { return a; } if (a < -14.0) { return exp(a); } return log(1.0 + exp(a));',
  ),
];
