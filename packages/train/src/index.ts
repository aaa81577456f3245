// Generated from the folders by scripts/barrels.mjs; not to be edited.
export {
  type BackupOptions,
  type BackupRhythm,
  backup,
  type LatestBackupOptions,
  latestBackup,
} from './callbacks/backup.ts';
export type {
  BatchEvent,
  Callback,
  EpochBeginEvent,
  EpochEvent,
  Orders,
  Reading,
  SafePointEvent,
  TrainBeginEvent,
  TrainEndEvent,
  Verdict,
  Watching,
} from './callbacks/callback.ts';
export { type CsvLogOptions, csvLog } from './callbacks/csvLog.ts';
export { type EarlyStoppingOptions, earlyStopping } from './callbacks/earlyStopping.ts';
export { learningRateSchedule } from './callbacks/learningRateSchedule.ts';
export { type CheckpointPath, type ModelCheckpointOptions, modelCheckpoint } from './callbacks/modelCheckpoint.ts';
export { browserPlace } from './callbacks/places/browserPlace.ts';
export { type BackupPlace, filePlace, previousOf } from './callbacks/places/filePlace.ts';
export { type ProgressOptions, progress, type Terminal } from './callbacks/progress.ts';
export { type Report, type ReportOptions, report } from './callbacks/report.ts';
export { terminateOnNaN } from './callbacks/terminateOnNaN.ts';
export type { CallbackCheckpoint, Checkpoint, HostTensor, HostTree, RunPrint } from './checkpoint/checkpoint.ts';
export { decodeCheckpoint, encodeCheckpoint } from './checkpoint/encodeCheckpoint.ts';
export { eager } from './engines/eager.ts';
export type { Engine, Overrides, Phase, Program, Session, Snapshot, StepContext, Trees } from './engines/engine.ts';
export type { Batch } from './feed/batch.ts';
export type { Arrays, Feed, Source } from './feed/source.ts';
export { type BinaryCrossentropyOptions, binaryCrossentropy } from './losses/binaryCrossentropy.ts';
export { type CategoricalCrossentropyOptions, categoricalCrossentropy } from './losses/categoricalCrossentropy.ts';
export type { Loss, PerSample } from './losses/loss.ts';
export { meanAbsoluteError } from './losses/meanAbsoluteError.ts';
export { meanSquaredError } from './losses/meanSquaredError.ts';
export { type LossAlias, type LossName, resolveLoss } from './losses/resolve.ts';
export {
  type SparseCategoricalCrossentropyOptions,
  sparseCategoricalCrossentropy,
} from './losses/sparseCategoricalCrossentropy.ts';
export { type AdamOptions, adam } from './optimizers/adam.ts';
export { type AdamWOptions, adamW } from './optimizers/adamW.ts';
export { type ChainOptions, chain } from './optimizers/chain.ts';
export type { Optimizer, OptimizerOptions, UpdateOptions } from './optimizers/optimizer.ts';
export { type OptimizerAlias, type OptimizerName, resolveOptimizer } from './optimizers/resolve.ts';
export { type RmspropOptions, rmsprop } from './optimizers/rmsprop.ts';
export { type SgdOptions, sgd } from './optimizers/sgd.ts';
export {
  type ParameterFlow,
  type ParameterResult,
  type PerParameter,
  perParameter,
  type Transform,
  type TransformFinish,
  type TransformFlow,
  type TransformOwn,
} from './optimizers/transform.ts';
export { clipByGlobalNorm } from './optimizers/transforms/clipByGlobalNorm.ts';
export { clipByNorm } from './optimizers/transforms/clipByNorm.ts';
export { clipElements } from './optimizers/transforms/clipElements.ts';
export { decayWeights } from './optimizers/transforms/decayWeights.ts';
export { type ScaleByAdamOptions, scaleByAdam } from './optimizers/transforms/scaleByAdam.ts';
export { scaleByDeviation } from './optimizers/transforms/scaleByDeviation.ts';
export { scaleByRate } from './optimizers/transforms/scaleByRate.ts';
export { type ScaleByRmsOptions, scaleByRms } from './optimizers/transforms/scaleByRms.ts';
export { type TraceOptions, trace } from './optimizers/transforms/trace.ts';
export { type ExponentialDecayOptions, exponentialDecay } from './schedules/exponentialDecay.ts';
export { type PiecewiseConstantDecayOptions, piecewiseConstantDecay } from './schedules/piecewiseConstantDecay.ts';
export type { Schedule } from './schedules/schedule.ts';
export { type AnyLoss, type CompileOptions, compile, type LossFor, type LossWeightsFor } from './trainer/compile.ts';
export { type Epoch, type History, type Logs, loggedValue, type Monitored } from './trainer/history.ts';
export type { Metrics, MetricsFor, NamesOf } from './trainer/metrics.ts';
export type { EvaluateOptions, FitOptions, Trainer } from './trainer/trainer.ts';
