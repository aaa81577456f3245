export const name = 'Kindling';
export const headline = 'Train a neural network in this tab.';
export const lead =
  '646,260 numbers start random. Watch them learn to tell ten things apart. Nothing you drop leaves this device.';
export const parts = 'Parts of the page';
export const code = 'Code';
export const help = 'Help';
export const themes = {
  system: 'Colours: as your system',
  light: 'Colours: light',
  dark: 'Colours: dark',
} as const;
