/** How numbers are written all over the page. */

/** Kept: to make one takes longer than to use it a hundred times. */
const grouped = new Intl.NumberFormat('en-US');

/** `5,000` */
export const count = (value: number): string => grouped.format(value);

export const epochsOf = (epochs: number): string => `${count(epochs)} ${epochs === 1 ? 'epoch' : 'epochs'}`;

/** `185`, of bytes. */
export const megabytes = (bytes: number): string => count(Math.round(bytes / 1e6));

/** `0.251`; `7.3e+4` of one that is past all bounds. */
export const loss = (value: number): string => (value < 10_000 ? value.toFixed(3) : value.toExponential(1));

/** `76.1 %` */
export const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

/** `76 %`, for what moves while it is read. */
export const wholePercent = (share: number): string => `${Math.round(share * 100)} %`;

/** `5e-4`, `0.05`, `10`: a rate as people type it. */
export { numberText as rate } from '@kindling/app-common';

/** `4.1 s`, `12 s`, `3 min`, `1 h 20 min`. */
export const seconds = (value: number): string => {
  if (value < 9.95) return `${value.toFixed(1)} s`;
  if (value < 99.5) return `${Math.round(value)} s`;
  const minutes = Math.round(value / 60);
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
};

/** `3 s left`: a time that was guessed, so never in parts of a second. */
export const timeLeft = (value: number): string =>
  value < 1 ? 'under 1 s left' : `${value < 9.95 ? `${Math.round(value)} s` : seconds(value)} left`;

/** `3.1 ms`, `412 ms` */
export const milliseconds = (value: number): string => `${value < 100 ? value.toFixed(1) : Math.round(value)} ms`;
