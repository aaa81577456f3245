/** Which lines of the later text are not of the earlier one, by a longest common subsequence. */
export const changedLines = (before: string, after: string): ReadonlySet<number> => {
  const [old, now] = [before.split('\n'), after.split('\n')];
  // common[i][j]: how many lines old[i..] and now[j..] share in order.
  const common = Array.from({ length: old.length + 1 }, () => new Array<number>(now.length + 1).fill(0));
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      common[i]![j] = old[i] === now[j] ? common[i + 1]![j + 1]! + 1 : Math.max(common[i + 1]![j]!, common[i]![j + 1]!);
    }
  }
  const changed = new Set<number>();
  let i = 0;
  for (let j = 0; j < now.length; ) {
    if (i < old.length && old[i] === now[j]) {
      i += 1;
      j += 1;
    } else if (i < old.length && common[i + 1]![j]! >= common[i]![j + 1]!) i += 1;
    else changed.add(j++);
  }
  return changed;
};
