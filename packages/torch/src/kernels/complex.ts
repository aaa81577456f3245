// internal: kernels of complex numbers
import { Complex, ComplexAbs, FFT, IFFT, Imag, Real, type TensorInfo } from '@tensorflow/tfjs-core';
import { kernel, type TorchKernel } from '../kernel.ts';
import type { Handle } from '../operators/kinds.ts';
import { stridesOf } from '../tensors/tensors.ts';
import type { Torch } from '../torch.ts';

/** Complex numbers lie as pairs: every second number from the first, or from the second. */
const partOf = (x: TensorInfo, first: 0 | 1, torch: Torch): Handle => {
  const pairs = torch.viewAsReal(torch.input(x));
  const strides = stridesOf(x.shape).map((stride) => 2 * stride);
  return torch.packed(torch.view(pairs, x.shape, strides, first));
};

export const realPart = (x: TensorInfo, torch: Torch): Handle => partOf(x, 0, torch);

const partKernel = (name: string, first: 0 | 1): TorchKernel =>
  kernel<'input'>(name, ({ input: x }, _, torch) =>
    x.dtype === 'complex64' ? torch.output(partOf(x, first, torch), x.shape, 'float32') : torch.alias(x),
  );

/** How ATen divides: not at all, or by the length. */
const scaling = { none: 0, byLength: 2 } as const;

const fourier = (name: string, isForward: boolean): TorchKernel =>
  kernel<'input'>(name, ({ input: x }, _, torch) => {
    const divided = isForward ? scaling.none : scaling.byLength;
    const result = torch.fft(torch.input(x), [x.shape.length - 1], divided, isForward);
    return torch.output(torch.packed(result), x.shape, 'complex64');
  });

export const complexes: readonly TorchKernel[] = [
  kernel<'real' | 'imag'>(Complex, ({ real, imag }, _, torch) =>
    torch.output(torch.complex(torch.input(real), torch.input(imag)), real.shape, 'complex64'),
  ),
  kernel<'x'>(ComplexAbs, ({ x }, _, torch) => torch.output(torch.abs(torch.input(x)), x.shape, 'float32')),
  partKernel(Real, 0),
  partKernel(Imag, 1),
  fourier(FFT, true),
  fourier(IFFT, false),
];
