import { type AnyLayer, type Input, type Model, model, type SymbolicTensor, sequential } from '@kindling/models';
import { forOutputs, type Node, type Program } from './program.ts';
import { made } from './term.ts';
import { vocabulary } from './vocabulary.ts';

type Called = AnyLayer & ((reads: unknown) => SymbolicTensor);

/** A graph that is drawn node by node. */
export interface Graph {
  readonly symbols: readonly SymbolicTensor[];
  add(node: Node): SymbolicTensor;
}

/** A graph of these inputs. */
export const graphOn = (inputs: Program['inputs']): Graph => {
  const symbols: SymbolicTensor[] = inputs.map((input) => made(input, vocabulary) as Input);
  const layers = new Map<number, Called>();
  return {
    symbols,
    add: ({ layer, reads, same }) => {
      const own = (same === undefined ? made(layer, vocabulary) : layers.get(same)) as Called;
      const read = reads.map((at) => symbols[at]!);
      const symbol = own(read.length === 1 ? read[0] : read);
      layers.set(symbols.push(symbol) - 1, own);
      return symbol;
    },
  };
};

/** The model of a program; of several inputs, by the names x0 and x1. */
export const modelOf = ({ inputs, nodes, outputs, isSequential }: Program): Model => {
  if (isSequential)
    return sequential([inputs[0]!, ...nodes.map(({ layer }) => layer)].map((each) => made(each, vocabulary)) as never);
  const graph = graphOn(inputs);
  for (const node of nodes) graph.add(node);
  const symbols = graph.symbols as readonly Input[];
  const given = inputs.length === 1 ? symbols[0]! : Object.fromEntries(inputs.map((_, at) => [`x${at}`, symbols[at]!]));
  return model({
    inputs: given as Input,
    outputs: forOutputs(outputs.map(({ at }) => symbols[at]!)) as SymbolicTensor,
  });
};
