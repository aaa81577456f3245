import { leakyRelu, relu } from '@tensorflow/tfjs-core';
import { input, testKernel } from '@tests/kit';
import { ReluGrad, reluGrad } from './reluGrad.ts';

const cases = [
  [input(11), input(11)],
  [input(3, 5), input(3, 5)],
];

testKernel('reluGrad', {
  kernels: [ReluGrad],
  run: (dy, x) => reluGrad({ dy: dy!, x: x! }),
  cases,
  tolerance: 0,
});
testKernel('reluGrad with a slope below 0', {
  kernels: [ReluGrad],
  run: (dy, x) => reluGrad({ dy: dy!, x: x! }, { alpha: 0.3 }),
  cases,
  tolerance: 0,
});
testKernel('the gradient of relu', { kernels: [ReluGrad], run: (x) => relu(x!), cases: [[input(9)]] });
testKernel('the gradient of leakyRelu', { kernels: [ReluGrad], run: (x) => leakyRelu(x!, 0.2), cases: [[input(9)]] });
