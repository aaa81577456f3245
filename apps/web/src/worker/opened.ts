import { decodeModel, dense, flatten, input, sequential } from '@kindling/models';
import type { Opened, Project } from './project.ts';
import { checkpointOf } from './recipe.ts';

/** The run of a file: that of a model alone begins with its weights. */
export const projectOf = async (opened: Opened): Promise<Project> => {
  if (opened.kind === 'project') return opened.project;
  const { spec, bytes } = opened;
  const { weights } = await decodeModel(bytes, { dense, flatten, input, sequential });
  try {
    const checkpoint = await checkpointOf(spec, weights);
    return {
      checkpoint,
      record: {
        spec,
        phase: 'paused',
        seconds: 0,
        points: [],
        rows: [],
        counts: undefined,
        guesses: undefined,
        result: undefined,
        earlier: undefined,
      },
    };
  } finally {
    for (const weight of Object.values(weights.params)) weight.dispose();
  }
};
