export {
  Adam,
  type AdamInputs,
  type AdamScalars,
  type AdamTensors,
  readAdam,
  runAdam,
  writeAdam,
} from './adam.ts';
export { offers } from './offers.ts';
