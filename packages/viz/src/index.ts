// Generated from the folders by scripts/barrels.mjs; not to be edited.
export type { Pixels } from './pixels.ts';
export type { ExecutionPlan, PlannedLaunch, PlannedPhase } from './plan.ts';
export {
  type ConfusionCounts,
  type ConfusionMatrixPlotOptions,
  confusionMatrixPlot,
} from './plots/confusionMatrixPlot.ts';
export { type GridCell, type ImageGridOptions, imageGrid } from './plots/imageGrid.ts';
export { type EpochLogs, type LossCurveOptions, lossCurve } from './plots/lossCurve.ts';
export { type PlanPlotOptions, planPlot } from './plots/planPlot.ts';
export { type WeightImagesOptions, type WeightMatrix, weightImages } from './plots/weightImages.ts';
