// Which of the known names somebody meant.

/**
 * How many letters must be put in, left out or changed to make one word of another (Levenshtein 1966).
 *
 * @param {string} from
 * @param {string} to
 */
export const distance = (from, to) => {
  let row = Array.from({ length: to.length + 1 }, (_, i) => i);
  for (let i = 0; i < from.length; i++) {
    const next = [i + 1];
    for (let j = 0; j < to.length; j++) {
      const changed = /** @type {number} */ (row[j]) + (from[i] === to[j] ? 0 : 1);
      next.push(Math.min(changed, /** @type {number} */ (row[j + 1]) + 1, /** @type {number} */ (next[j]) + 1));
    }
    row = next;
  }
  return /** @type {number} */ (row[to.length]);
};

/**
 * The known name that is nearest to a word, where one is near: at most two letters off, and not more than half of it.
 *
 * @param {string} word
 * @param {readonly string[]} known
 * @returns {string | undefined}
 */
export const nearest = (word, known) => {
  const [first] = known
    .map((name) => ({ name, off: distance(word.toLowerCase(), name.toLowerCase()) }))
    .sort((a, b) => a.off - b.off);
  return first !== undefined && first.off <= Math.min(2, word.length / 2) ? first.name : undefined;
};
