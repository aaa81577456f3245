// What lies below the fold: in one file, which is loaded when the first frame stands.
export { FirstLayer } from './FirstLayer.tsx';
export { Matrix } from './Matrix.tsx';
export { Pad } from './Pad.tsx';
