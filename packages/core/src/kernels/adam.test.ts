import { adamSamples, adamStep, testKernel } from '@tests/kit';
import { Adam, adam } from './adam.ts';

const given = { ...adamSamples, kernels: [Adam], tolerance: 0 };

testKernel('adam', { ...given, run: adamStep(adam) });
testKernel('adam with gains', { ...given, run: adamStep(adam, { first: 0.1, second: 0.001 }) });
testKernel('adam in place', { ...given, run: adamStep(adam, { inPlace: true }) });
