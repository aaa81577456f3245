/** What a backend makes of one thing asked of it. */
export type Verdict = 'yes' | 'wrong' | 'no gradient' | 'fails' | `no kernel ${string}`;

const whyNot = (message: string): Verdict => {
  const [, kernel] = /(?:Kernel '|no kernel )(\w+)/.exec(message) ?? [];
  if (kernel !== undefined) return `no kernel ${kernel}`;
  return message.includes('gradient function not found') ? 'no gradient' : 'fails';
};

/** Whether what was measured is within the tolerance; else how it is not. */
export const verdictOf = async (measure: () => Promise<number>, tolerance: number): Promise<Verdict> => {
  try {
    return (await measure()) < tolerance ? 'yes' : 'wrong';
  } catch (error) {
    return whyNot(String(error));
  }
};

/** One verdict for several: `yes` where all are, else the first that is not. */
export const verdictOfAll = (verdicts: readonly Verdict[]): Verdict =>
  verdicts.find((verdict) => verdict !== 'yes') ?? 'yes';
