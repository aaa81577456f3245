import { count as counted, wholePercent } from './numbers.ts';

export const firstLayerCopy = {
  title: 'What the first layer looks for',
  hint: 'Each square is one neuron: its 3,072 weights, drawn as a picture. Where what it sees matches the pattern, the neuron fires. Press one to see what excites it.',
  before: (shown: number, total: number): string =>
    `${shown < total ? `${counted(shown)} of ${counted(total)} neurons` : `All ${counted(total)} neurons`}. Their weights are still random, so each square is noise. Training changes that.`,
  waiting: 'The pictures come with the first weights.',
  /** `reached` is how far the last one shown has moved, as a share of the first. */
  sorted: (shown: number, total: number, reached: number): string => {
    const scale = 'All have one scale; grey is zero.';
    if (shown >= total) return `All ${counted(total)} neurons, those that changed most first. ${scale}`;
    const rest = `The other ${counted(total - shown)}`;
    const others =
      reached < 0.3 ? `${rest} hardly moved.` : `${rest} moved less than ${wholePercent(reached)} as far as the first.`;
    return `The ${counted(shown)} of ${counted(total)} neurons that changed most, those first. ${others} ${scale}`;
  },
  epoch: (epoch: number): string => (epoch === 0 ? 'before training' : `epoch ${counted(epoch)}`),
  all: (total: number): string => `All ${counted(total)}`,
  fewer: (count: number): string => `Only ${counted(count)}`,
  grid: 'Neurons of the first layer',
  neuron: (unit: number, place: number, moved: number): string =>
    `Neuron ${unit}, number ${place + 1} by change, moved ${wholePercent(moved).replace(' %', ' percent')} of the farthest`,
  neuronBefore: (unit: number): string => `Neuron ${unit}, before training`,
  neuronTitle: (unit: number): string => `Neuron ${unit}`,
  neuronHint:
    'The large picture is its weights: bright where it wants light, dark where it wants none. The nine are the test pictures that excite it most.',
  waitingNine: 'Asking the network…',
  excites: 'The nine test pictures that excite it most',
  refused: (why: string): string => `The network gave no answer: ${why}.`,
  picture: (id: number): string => `Picture ${id}`,
};
