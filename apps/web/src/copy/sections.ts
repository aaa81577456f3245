/** The numbered parts, as the header, the keys and the help name them. */
export const sectionNames = { data: 'Data', model: 'Model', train: 'Train', look: 'Look' } as const;
