/** What was thrown, as a sentence for people or a part of one. */
export const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
