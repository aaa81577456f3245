import type uPlot from 'uplot';

/** What stands at a place of a chart without being a line of it. */
export interface Mark {
  readonly x: number;
  readonly y: number;
  /** A thin bar where a run waits, a ✗ where it ended badly. */
  readonly shape: 'bar' | 'cross';
}

/** What the x axis counts, left of its first number. */
export const drawAxisName = (plot: uPlot, name: string, colour: string, family: string): void => {
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  ctx.save();
  ctx.fillStyle = colour;
  ctx.font = `${12 * ratio}px ${family}`;
  ctx.textAlign = 'right';
  ctx.textBaseline = 'top';
  ctx.fillText(name, bbox.left - 10 * ratio, bbox.top + bbox.height + 6 * ratio);
  ctx.restore();
};

/** A dotted line across, with what it means above its right end. */
export const drawLevel = (plot: uPlot, y: number, label: string, colour: string, family: string): void => {
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  const at = Math.round(plot.valToPos(y, 'y', true));
  ctx.save();
  ctx.strokeStyle = colour;
  ctx.fillStyle = colour;
  ctx.lineWidth = ratio;
  ctx.setLineDash([ratio, 4 * ratio]);
  ctx.beginPath();
  ctx.moveTo(bbox.left, at);
  ctx.lineTo(bbox.left + bbox.width, at);
  ctx.stroke();
  ctx.font = `${11 * ratio}px ${family}`;
  ctx.textAlign = 'right';
  ctx.fillText(label, bbox.left + bbox.width, at - 5 * ratio);
  ctx.restore();
};

/** In words at the upper end of the axis: how far a line goes that leaves the picture there. */
export const drawBeyond = (plot: uPlot, words: string, colour: string, family: string): void => {
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  ctx.save();
  ctx.fillStyle = colour;
  ctx.font = `${11 * ratio}px ${family}`;
  ctx.textAlign = 'right';
  ctx.textBaseline = 'top';
  ctx.fillText(`↑ ${words}`, bbox.left + bbox.width, bbox.top + 2 * ratio);
  ctx.restore();
};

export const drawMark = (
  plot: uPlot,
  { x, y, shape }: Mark,
  colours: Readonly<Record<Mark['shape'], string>>,
): void => {
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  const left = Math.round(plot.valToPos(x, 'x', true));
  const middle = Math.min(bbox.top + bbox.height, Math.max(bbox.top, plot.valToPos(y, 'y', true)));
  const arm = 5 * ratio;
  ctx.save();
  ctx.strokeStyle = colours[shape];
  ctx.lineWidth = (shape === 'bar' ? 1 : 2.5) * ratio;
  ctx.beginPath();
  if (shape === 'bar') {
    ctx.moveTo(left, bbox.top);
    ctx.lineTo(left, bbox.top + bbox.height);
  } else {
    ctx.moveTo(left - arm, middle - arm);
    ctx.lineTo(left + arm, middle + arm);
    ctx.moveTo(left + arm, middle - arm);
    ctx.lineTo(left - arm, middle + arm);
  }
  ctx.stroke();
  ctx.restore();
};
