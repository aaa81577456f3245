/** As ten classes are guessed, with room for luck. */
const guessing = 0.12;

/** Whether so many epochs have taught nothing; the first alone tells too little. */
export const isStuck = (accuracy: number, epochs: number): boolean => epochs >= 2 && accuracy <= guessing;
