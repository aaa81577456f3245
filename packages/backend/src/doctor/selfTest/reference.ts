// internal: the self-test's training in plain JavaScript, in double precision, written out by hand
import { compared, numbers, rate, sizes } from './network.ts';

/** y = x w + b, for rows of x. */
const dense = (x: Float64Array, w: Float64Array, b: Float64Array, rows: number): Float64Array => {
  const [inputs, outputs] = [x.length / rows, b.length];
  const y = new Float64Array(rows * outputs);
  for (let n = 0; n < rows; n++) {
    for (let j = 0; j < outputs; j++) y[n * outputs + j] = b[j]!;
    for (let i = 0; i < inputs; i++) {
      const value = x[n * inputs + i]!;
      for (let j = 0; j < outputs; j++) y[n * outputs + j]! += value * w[i * outputs + j]!;
    }
  }
  return y;
};

/** What goes back through it, from dy; w and b take their step of gradient descent. */
const denseBack = (x: Float64Array, w: Float64Array, b: Float64Array, dy: Float64Array, rows: number): Float64Array => {
  const [inputs, outputs] = [x.length / rows, b.length];
  const dx = new Float64Array(x.length);
  for (let n = 0; n < rows; n++) {
    for (let i = 0; i < inputs; i++) {
      for (let j = 0; j < outputs; j++) dx[n * inputs + i]! += dy[n * outputs + j]! * w[i * outputs + j]!;
    }
  }
  for (let n = 0; n < rows; n++) {
    for (let j = 0; j < outputs; j++) b[j]! -= rate * dy[n * outputs + j]!;
    for (let i = 0; i < inputs; i++) {
      const value = x[n * inputs + i]!;
      for (let j = 0; j < outputs; j++) w[i * outputs + j]! -= rate * value * dy[n * outputs + j]!;
    }
  }
  return dx;
};

/** The mean of -log softmax at the labels; `logits` become its gradient. */
const crossEntropy = (logits: Float64Array, labels: Int32Array): number => {
  const [rows, classes] = [labels.length, logits.length / labels.length];
  let loss = 0;
  for (let n = 0; n < rows; n++) {
    const row = logits.subarray(n * classes, (n + 1) * classes);
    const top = Math.max(...row);
    const sum = row.reduce((total, value) => total + Math.exp(value - top), 0);
    loss += (top + Math.log(sum) - row[labels[n]!]!) / rows;
    row.forEach((value, j) => {
      row[j] = (Math.exp(value - top) / sum - (j === labels[n] ? 1 : 0)) / rows;
    });
  }
  return loss;
};

/** The losses of the first steps. */
export const referenceLosses = (): readonly number[] => {
  const { labels, ...rest } = numbers();
  const [x, w1, b1, w2, b2] = [rest.x, rest.w1, rest.b1, rest.w2, rest.b2].map((values) =>
    Float64Array.from(values),
  ) as [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];
  return Array.from({ length: compared }, () => {
    const before = dense(x, w1, b1, sizes.batch);
    const hidden = before.map((value) => Math.max(0, value));
    const logits = dense(hidden, w2, b2, sizes.batch);
    const loss = crossEntropy(logits, labels);
    const back = denseBack(hidden, w2, b2, logits, sizes.batch);
    denseBack(
      x,
      w1,
      b1,
      back.map((value, i) => (before[i]! > 0 ? value : 0)),
      sizes.batch,
    );
    return loss;
  });
};
