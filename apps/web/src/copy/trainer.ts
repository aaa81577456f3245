/** Sentences of the trainer, as this page calls the worker that trains, and of the page itself. */
export const trainer = {
  ended: 'The trainer has ended. What was saved is kept.',
  silent: 'No news from the trainer.',
  pageFailed: 'A part of this page has failed. Training goes on; reload the page if something stands still.',
} as const;

/** Inside of other sentences, or as details. */
export const trainerIs = {
  ended: 'the trainer has ended',
  notReady: 'the trainer is not ready yet',
  notLoaded: 'its script could not be loaded',
  unreadable: 'a message could not be read',
  ofAnotherBuild: 'the trainer is of another build than the page',
} as const;
