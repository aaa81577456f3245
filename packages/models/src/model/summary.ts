// internal: a model as a table, as Keras 3 prints it

import { formatShape, sizeOf } from '@kindling/core';
import type { Graph, Member, Node, Weight } from '../graph/graph.ts';
import type { Form } from '../layer/forms.ts';
import { titleOf } from '../layer/inspected.ts';
import type { CommonOptions } from '../layer/layer.ts';
import type { Shape } from '../layer/types.ts';
import { type Column, formatTable, type Row } from './textTable.ts';

/** Widths of a table of 76 characters: of a chain, and of a graph, which tells what each layer reads. */
const chainColumns: readonly Column[] = [
  { title: 'Layer (type)', width: 33, align: 'left' },
  { title: 'Output Shape', width: 24, align: 'left' },
  { title: 'Param #', width: 15, align: 'right' },
];
const graphColumns: readonly Column[] = [
  { title: 'Layer (type)', width: 21, align: 'left' },
  { title: 'Output Shape', width: 19, align: 'left' },
  { title: 'Param #', width: 12, align: 'right' },
  { title: 'Connected to', width: 19, align: 'left' },
];

/** The numbers in all of them. */
export const count = (weights: readonly Weight[]): number => weights.reduce((sum, { shape }) => sum + sizeOf(shape), 0);

const number = (value: number): string => value.toLocaleString('en-US');

/** `(None, 200)` */
const shapeText = (shape: Shape): string => `(${shape.map((length) => length ?? 'None').join(', ')})`;

/** Two decimals, a half rounded to the even one, as Python does: only eighths lie half way. */
const decimals = (value: number): string => {
  const isHalf = Number.isInteger(value * 8) && !Number.isInteger(value * 4);
  return (isHalf ? (2 * Math.round(value * 50)) / 100 : value).toFixed(2);
};

/** `2.47 MB`, of float32. */
const memoryText = (numbers: number): string => {
  const units = ['B', 'KB', 'MB', 'GB', 'TB', 'PB'];
  let [value, power] = [numbers * 4, 0];
  for (; value >= 1024 && power < units.length - 1; power++) value /= 1024;
  return `${decimals(value)} ${units[power]}`;
};

/** Keras's class of a kind, where that is not the kind with a capital. */
const classes: ReadonlyMap<string, string> = new Map([
  ['input', 'InputLayer'],
  ['model', 'Functional'],
  ['relu', 'ReLU'],
  ['leakyRelu', 'LeakyReLU'],
]);

/** `Conv2D`, of conv2d. */
const className = (kind: string): string =>
  classes.get(kind) ?? `${kind.charAt(0).toUpperCase()}${kind.slice(1).replace(/\dd$/, (end) => end.toUpperCase())}`;

/** The layer's name and type, `conv2d (Conv2D)`, on two lines where one is too short. */
const titleLines = (name: string, kind: string, { width }: Column): readonly string[] => {
  const type = `(${className(kind)})`;
  return name.length + type.length + 3 <= width ? [`${name} ${type}`] : [name, type];
};

/** Whether each layer is called once, on nothing but what the one before gives. */
const isChain = ({ inputs, nodes, members }: Graph): boolean =>
  inputs.length === 1 &&
  nodes.length === members.length &&
  nodes.every(({ reads, gives }, i) => reads.length === 1 && reads[0] === i && gives.length === 1);

/** Of every value, where it comes from: `dense[1][0]` is the first output of the second call of "dense". */
const sources = ({ inputs, nodes }: Graph): readonly string[] => {
  const calls = new Map<Member, number>();
  return [
    ...inputs.map(({ name }) => `${name}[0][0]`),
    ...nodes.flatMap(({ member, gives }) => {
      const call = calls.get(member) ?? 0;
      calls.set(member, call + 1);
      return gives.map((_, index) => `${member.name}[${call}][${index}]`);
    }),
  ];
};

/** A line for each value that the calls read. */
const connections = (calls: readonly Node[], from: readonly string[]): readonly string[] => {
  const reads = calls.flatMap((call) => call.reads);
  return reads.map((value, i) => `${from[value]}${i < reads.length - 1 ? ',' : ''}`);
};

const shapesText = (form: Form, tensors: readonly { readonly shape: Shape }[]): string => {
  const shapes = tensors.map(({ shape }) => formatShape(shape));
  return typeof form === 'object' ? `{ ${form.map((key, i) => `${key}: ${shapes[i]}`).join(', ')} }` : shapes[0]!;
};

/** A model in one line. */
export const modelLine = (kind: string, common: CommonOptions, graph: Graph): string => {
  const { inputForm, inputs, outputForm, outputs, members, params, state } = graph;
  const [read, given] = [shapesText(inputForm, inputs), shapesText(outputForm, outputs)];
  const size = `${members.length} layers, ${number(count([...params, ...state]))} parameters`;
  return `${titleOf(kind, common)}: ${read} -> ${given}, ${size}`;
};

/** The table of a model's layers, and its totals. */
export const summarize = (name: string, kind: string, graph: Graph, frozen: boolean): string => {
  const { inputs, nodes, members, params, state } = graph;
  const chain = isChain(graph);
  const columns = chain ? chainColumns : graphColumns;
  const from = sources(graph);
  const inputRows = inputs.map((input) => [
    titleLines(input.name, 'input', columns[0]!),
    [shapeText(input.shape)],
    ['0'],
    ['-'],
  ]);
  const callsOf = new Map<Member, Node[]>(members.map((member) => [member, []]));
  for (const node of nodes) callsOf.get(node.member)!.push(node);
  const layerRows = members.map((member) => {
    const calls = callsOf.get(member)!;
    return [
      titleLines(member.name, member.layer.kind, columns[0]!),
      (calls.at(-1)?.gives ?? []).map(({ shape }) => shapeText(shape)),
      [number(count([...member.params, ...member.state]))],
      connections(calls, from),
    ];
  });
  const rows: readonly Row[] = kind === 'sequential' ? layerRows : [...inputRows, ...layerRows];
  const total = count(params) + count(state);
  const trainable = frozen ? 0 : count(params.filter((weight) => weight.trainable));
  const line = (noun: string, numbers: number) => ` ${noun}: ${number(numbers)} (${memoryText(numbers)})`;
  return [
    `Model: "${name}"`,
    formatTable(
      columns,
      rows.map((row) => row.slice(0, columns.length)),
    ),
    line('Total params', total),
    line('Trainable params', trainable),
    line('Non-trainable params', total - trainable),
  ].join('\n');
};
