export const onDemandCopy = {
  refused: (why: string): string => `This part of the page could not be loaded: ${why}. All else is as it was.`,
  again: 'Try again',
};
