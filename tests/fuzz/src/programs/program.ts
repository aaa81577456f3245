import { type Call, namesIn, type Term, type Terms, told } from './term.ts';

/** A layer called on what earlier nodes give, by their numbers; the first nodes are the inputs. */
export interface Node {
  readonly layer: Call;
  readonly reads: readonly number[];
  /** The node whose layer it is, with the same weights. */
  readonly same?: number;
}

/** What the targets' numbers are. */
export type Targets = 'numbers' | 'shares' | 'bits' | 'oneHot' | 'labels' | 'columnOfLabels';

/** An output, and what judges it. */
export interface Judged {
  /** The node that gives it. */
  readonly at: number;
  readonly targets: Targets;
  readonly targetType: 'float32' | 'int32' | 'bool';
  readonly loss: Term;
  readonly metrics: readonly Term[];
  readonly weightedMetrics: readonly Term[];
}

/** A model, what trains it, and the sizes of its batches: all that a seed decides. */
export interface Program {
  readonly seed: number;
  readonly inputs: readonly Call[];
  readonly nodes: readonly Node[];
  /** Whether the model is made by `sequential`. */
  readonly isSequential: boolean;
  /** One or two: then they are called y0 and y1. */
  readonly outputs: readonly Judged[];
  readonly optimizer: Term;
  readonly isWeighted: boolean;
  /** Rows of a batch, and of one that is smaller. */
  readonly rows: number;
  readonly fewer: number;
  /** Whether epochs follow the steps. */
  readonly isFitted: boolean;
  /** The step during which a snapshot is held. */
  readonly held: number;
}

const letters = 'abcdefghijklmnopqrstuvwxyz';
const letter = (at: number): string => letters[at]!;

/** What there is for one output, or for each by its name. */
export const forOutputs = <T>(each: readonly T[]): T | Readonly<Record<string, T>> =>
  each.length === 1 ? each[0]! : Object.fromEntries(each.map((of, at) => [`y${at}`, of]));

/** All but inputs and layers, as options of `compile`. */
export const optionsOf = ({ outputs, optimizer, seed }: Program): Terms => {
  const metrics = outputs.map((output) => output.metrics);
  const weightedMetrics = outputs.map((output) => output.weightedMetrics);
  return {
    ...{ loss: forOutputs(outputs.map(({ loss }) => loss)), optimizer, seed },
    ...(metrics.some(({ length }) => length > 0) && { metrics: forOutputs<Term>(metrics) }),
    ...(weightedMetrics.some(({ length }) => length > 0) && { weightedMetrics: forOutputs<Term>(weightedMetrics) }),
    ...(outputs.length > 1 && { lossWeights: { y1: 0.3 } }),
  };
};

const graphOf = ({ inputs, nodes, outputs, isSequential }: Program): string => {
  if (isSequential) return `sequential([${[...inputs, ...nodes.map(({ layer }) => layer)].map(told).join(', ')}])`;
  const lines = inputs.map((input, at) => `${letter(at)} = ${told(input)}`);
  nodes.forEach(({ layer, reads, same }, at) => {
    const read = reads.length === 1 ? letter(reads[0]!) : `[${reads.map(letter).join(', ')}]`;
    const called = same === undefined ? told(layer) : `(the layer of ${letter(same)})`;
    lines.push(`${letter(inputs.length + at)} = ${called}(${read})`);
  });
  return `${lines.join('; ')}; gives ${outputs.map(({ at }) => letter(at))}`;
};

/** The whole program on one line, as code. */
export const programText = (program: Program): string => {
  const { seed, outputs, isWeighted, isFitted, rows, fewer, held } = program;
  const batches = `batches of ${rows} and ${fewer}${isFitted ? ', also by fit' : ''}, a snapshot held in step ${held}`;
  const targets = outputs.map((output) => `${output.targets} of ${output.targetType}`).join(' and ');
  const fed = `targets ${targets}${isWeighted ? ', sample weights' : ''}`;
  return `program ${seed}: ${graphOf(program)}; compile(${told(optionsOf(program))}); ${batches}; ${fed}`;
};

/** The names of all functions and options' values in it. */
export const wordsOf = (program: Program): readonly string[] => [
  ...[...program.inputs, ...program.nodes.map(({ layer }) => layer)].flatMap(namesIn),
  ...namesIn(optionsOf(program)),
  program.isSequential ? 'sequential' : 'model',
];
