import { callbacks } from './nouns/callbacks.ts';
import { ofData } from './nouns/data.ts';
import { losses } from './nouns/losses.ts';
import { ofMetrics } from './nouns/metrics.ts';
import { ofModels } from './nouns/models.ts';
import type { Noun } from './nouns/noun.ts';
import { optimizers } from './nouns/optimizers.ts';
import { plots } from './nouns/plots.ts';
import { png } from './nouns/png.ts';
import { schedules } from './nouns/schedules.ts';
import { trainers } from './nouns/trainers.ts';

/** Everything that takes options. A seed draws by the place in this list. */
export const nouns: readonly Noun[] = [
  ...ofModels,
  ...optimizers,
  ...losses,
  ...schedules,
  ...callbacks,
  ...trainers,
  ...ofMetrics,
  ...ofData,
  ...plots,
  ...png,
];
