/** Where an arrow key leads in a grid of `count` cells, row by row; undefined where the key is none of them. */
export const arrowTo = (key: string, at: number, count: number, columns: number): number | undefined => {
  const column = at % columns;
  const to = {
    ArrowLeft: at - 1,
    ArrowRight: at + 1,
    ArrowUp: at < columns ? at : at - columns,
    ArrowDown: at + columns < count ? at + columns : at,
    Home: at - column,
    End: at - column + columns - 1,
  }[key];
  return to === undefined ? undefined : Math.min(count - 1, Math.max(0, to));
};
