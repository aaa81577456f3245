/** Rates on a slider: each power of ten as long as the next. */
const [lowest, highest] = [-5, 0];

/** Positions on the slider, so that every one is a rate of two digits or so. */
export const ratePositions = 100;

/** 0 is 1e-5, 100 is 1, rounded to two digits. */
export const rateAt = (position: number): number =>
  Number((10 ** (lowest + ((highest - lowest) * position) / ratePositions)).toPrecision(2));

/** Where a rate stands; what is beyond the slider's ends stands at them. */
export const positionOf = (rate: number): number => {
  const share = (Math.log10(rate) - lowest) / (highest - lowest);
  return Number.isNaN(share) ? 0 : Math.round(ratePositions * Math.min(1, Math.max(0, share)));
};
