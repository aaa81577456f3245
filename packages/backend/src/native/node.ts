// internal: what needs native libraries, in Node
export { startTensorflow } from '../tensorflow/start.ts';
export { obstacleToCuda } from './obstacleToCuda.ts';
export { startTorch } from './torch.ts';
