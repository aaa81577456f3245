// The chapter of Foster's "Generative Deep Learning" on a multilayer perceptron, start to end: pictures, model,
// training, evaluation, a look at what it learned. Nothing in here knows where it runs: node.ts, page.ts and worker.ts
// start it.
import { selectBackend } from '@kindling/backend';
import { batch, fromArrays, normalize, oneHot, pipe, prepare, shapes, shuffle } from '@kindling/data';
import { classificationReport, confusionMatrix, decodePredictions } from '@kindling/metrics';
import { dense, flatten, input, sequential } from '@kindling/models';
import { adam, type Callback, compile } from '@kindling/train';
import { imageGrid, lossCurve } from '@kindling/viz';

export interface ChapterOptions {
  /** What computes: `auto`, `webgpu`, `wasm`, `cpu`. Default: `'auto'`. */
  readonly backend?: string | undefined;
  /** How many pictures to train on. Default: 5,000. */
  readonly pictures?: number | undefined;
  /** How many times to go through them. Default: 3. */
  readonly epochs?: number | undefined;
  /** The widths of the two hidden layers. Default: those of the book, 200 and 150. */
  readonly widths?: readonly [number, number] | undefined;
  /** Hears what there is to tell, line by line. Default: `console.log`. */
  readonly tell?: ((line: string) => void) | undefined;
}

/** What came of it: plain data, which a worker can post. */
export interface ChapterResult {
  readonly backend: string;
  /** Of each epoch. */
  readonly losses: readonly number[];
  readonly accuracy: number;
  /** SVG, by name. */
  readonly drawn: Readonly<Record<'losses' | 'predictions', string>>;
}

/** Trains, tells of it, and draws. */
export const chapter = async ({
  backend = 'auto',
  pictures = 5000,
  epochs = 3,
  widths = [200, 150],
  tell = console.log,
}: ChapterOptions = {}): Promise<ChapterResult> => {
  const selected = await selectBackend(backend);
  tell(`running on ${selected.name} (${selected.device}): ${selected.reason}`);

  const { train, test, classNames } = await shapes({ train: pictures, test: Math.ceil(pictures / 10) });
  const shuffled = pipe(fromArrays(train), shuffle({ seed: 1 }), batch(32));
  const training = pipe(
    shuffled,
    prepare(({ x, y }) => ({ x: normalize(x), y: oneHot(y, 10) })),
  );
  const testing = pipe(
    fromArrays(test),
    batch(32),
    prepare(({ x, y }) => ({ x: normalize(x), y: oneHot(y, 10) })),
  );

  const model = sequential([
    input({ shape: [32, 32, 3] }),
    flatten(),
    dense({ units: widths[0], activation: 'relu' }),
    dense({ units: widths[1], activation: 'relu' }),
    dense({ units: 10, activation: 'softmax' }),
  ]);
  tell(model.summary());

  const telling: Callback = {
    name: 'telling',
    onEpochEnd: ({ epoch, logs }) => {
      tell(`epoch ${epoch + 1}: loss ${logs.loss.toFixed(4)}`);
    },
  };
  const optimizer = adam({ learningRate: 5e-4 });
  const trainer = compile(model, { optimizer, loss: 'categoricalCrossentropy', metrics: ['accuracy'], seed: 1 });
  const history = await trainer.fit(training, { epochs, validation: testing, callbacks: [telling] });
  const { accuracy } = await trainer.evaluate(testing);

  const probabilities = await trainer.predict(testing);
  const predicted = await decodePredictions(probabilities, classNames);
  probabilities.dispose();
  const actual = Array.from(test.y.data, (label) => classNames[label]!);
  tell(classificationReport(confusionMatrix(actual, predicted, { classNames })));
  const cells = predicted.slice(0, 10).map((name, i) => ({
    image: test.x.slice(i, i + 1),
    title: `pred = ${name}`,
    subtitle: `act = ${actual[i]}`,
    wrong: name !== actual[i],
  }));
  const drawn = { losses: lossCurve(history), predictions: imageGrid(cells, { columns: 5 }) };
  trainer.dispose();
  await selected.undo();
  return { backend: selected.name, losses: history.map(({ loss }) => loss), accuracy, drawn };
};
