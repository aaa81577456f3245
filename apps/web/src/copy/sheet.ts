export const closeSheet = 'Close';
