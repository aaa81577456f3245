export const onDemandCopy = {
  refused: (why: string): string => `This part of the page did not come: ${why}. All else is as it was.`,
  again: 'Try again',
};
