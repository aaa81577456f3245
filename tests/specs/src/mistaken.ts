/** Specs of tfjs-core that ask for a wrong number, and why. */
export const mistaken: Readonly<Record<string, string>> = {
  'avgPool wasm {} gradient x=[3,3,1] f=[3,3] s=1 p=explicit':
    'the mean is of the pixels in a window, its gradient that of the whole window, padding and all',
};
