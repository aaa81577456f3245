import { type Order, orders } from '../state/ranking.ts';
import { count as counted, wholePercent } from './numbers.ts';

export interface Tiled {
  readonly id: number;
  /** What it is, what it is taken for, and how sure the network is of that; by their names. */
  readonly actual: string | undefined;
  readonly predicted: string | undefined;
  readonly sure: number;
}

const orderNames: Readonly<Record<Order, string>> = {
  wrong: 'Wrong first',
  unsure: 'Least sure first',
  given: 'In order',
};

export const lookCopy = {
  title: 'Look: is it right?',
  watching: 'Pictures that it never trains on. Under each, how sure it is, and of what.',
  browsing: 'Its mistakes tell most. Open a picture to see what else the network thought of.',
  before: 'No guesses yet',
  right: (right: number, all: number): string => `${right} of ${all} right`,
  wrong: (wrong: number, all: number): string => `${counted(wrong)} wrong of ${counted(all)}`,
  sort: 'Order',
  orders: orders.map((value) => ({ value, name: orderNames[value] })),
  classFilter: 'Class',
  allClasses: 'All classes',
  cell: (actual: string, predicted: string, count: number): string =>
    `actual ${actual}, predicted ${predicted}: ${counted(count)}`,
  unfilter: 'Show all pictures again',
  back: 'Back to the table',
  filtered: (count: number): string => `${counted(count)} ${count === 1 ? 'picture' : 'pictures'} shown in Look`,
  none: 'There is no such picture.',
  more: (count: number): string => `${count} more`,
  grid: 'Test pictures',
  gridHint: 'Arrow keys move, Enter opens a picture.',
  is: (actual: string): string => `is ${actual}`,
  unread: (why: string): string => `Some pictures could not be read: ${why}.`,
  again: 'Try again',
  tile: ({ id, actual, predicted, sure }: Tiled): string => {
    if (predicted === undefined) return `Picture ${id}, no guess yet`;
    // In the words and the order that stand under the picture, so that a voice can ask for what it reads there.
    const guess = `Picture ${id}, ${wholePercent(sure)} ${predicted}`;
    if (actual === predicted) return `${guess}: right`;
    return actual === undefined ? guess : `${guess}, ${lookCopy.is(actual)}: wrong`;
  },
};
