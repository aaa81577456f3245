import { count } from './numbers.ts';

export const name = 'Kindling';
export const headline = 'Train a neural network in this tab.';
/** @param parameters of the planned network; undefined where nothing has counted them yet */
export const lead = (parameters: number | undefined): string =>
  `${parameters === undefined ? 'Thousands of' : count(parameters)} numbers start random. Watch them learn to tell ten things apart. Nothing you drop leaves this device.`;
export const parts = 'Parts of the page';
export const code = 'Code';
export const help = 'Help';
/** What a press of the button does, by what is painted now. */
export const themeSwitch = { dark: 'Switch to light colours', light: 'Switch to dark colours' } as const;
