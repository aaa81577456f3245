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

/** A model, what trains it, and the sizes of its batches: all that a seed decides. */
export interface Program {
  readonly seed: number;
  readonly inputs: readonly Call[];
  readonly nodes: readonly Node[];
  /** Whether the model is made by `sequential`. */
  readonly isSequential: boolean;
  readonly targets: Targets;
  readonly targetType: 'float32' | 'int32' | 'bool';
  readonly loss: Term;
  readonly metrics: readonly Term[];
  readonly weightedMetrics: readonly Term[];
  readonly optimizer: Term;
  readonly isWeighted: boolean;
  /** Rows of a batch, and of one that is smaller. */
  readonly rows: number;
  readonly fewer: number;
}

const letters = 'abcdefghijklmnopqrstuvwxyz';
const letter = (at: number): string => letters[at]!;

/** All but inputs and layers, as options of `compile`. */
export const optionsOf = ({ loss, metrics, weightedMetrics, optimizer, seed }: Program): Terms => ({
  ...{ loss, optimizer, seed },
  ...(metrics.length > 0 && { metrics }),
  ...(weightedMetrics.length > 0 && { weightedMetrics }),
});

const graphOf = ({ inputs, nodes, isSequential }: Program): string => {
  if (isSequential) return `sequential([${[...inputs, ...nodes.map(({ layer }) => layer)].map(told).join(', ')}])`;
  const lines = inputs.map((input, at) => `${letter(at)} = ${told(input)}`);
  nodes.forEach(({ layer, reads, same }, at) => {
    const read = reads.length === 1 ? letter(reads[0]!) : `[${reads.map(letter).join(', ')}]`;
    const called = same === undefined ? told(layer) : `(the layer of ${letter(same)})`;
    lines.push(`${letter(inputs.length + at)} = ${called}(${read})`);
  });
  return lines.join('; ');
};

/** The whole program on one line, as code. */
export const programText = (program: Program): string => {
  const { seed, targets, targetType, isWeighted, rows, fewer } = program;
  const batches = `batches of ${rows} and ${fewer}`;
  const fed = `targets ${targets} of ${targetType}${isWeighted ? ', sample weights' : ''}`;
  return `program ${seed}: ${graphOf(program)}; compile(${told(optionsOf(program))}); ${batches}; ${fed}`;
};

/** The names of all functions and options' values in it. */
export const wordsOf = (program: Program): readonly string[] => [
  ...[...program.inputs, ...program.nodes.map(({ layer }) => layer)].flatMap(namesIn),
  ...namesIn(optionsOf(program)),
  program.isSequential ? 'sequential' : 'model',
];
