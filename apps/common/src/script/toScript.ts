import { numberText } from '../spec/numberText.ts';
import { cifar10Spec, type DataName, type Spec, shapesSeed } from '../spec/spec.ts';

/** What the library's packages ask for beside them. */
const tfjsVersion = '4.22.0';

/** Of the packages, in the order of their import lines. */
const packages = ['@kindling/backend', '@kindling/data', '@kindling/models', '@kindling/train'] as const;

/** Whether the packages are on npm: a release says so here, and the page leaves out how to do without. */
export const published: boolean = false;

/** Of the repository, for a script that runs in a checkout. */
export const repository = 'https://github.com/kindling-js/kindling';

/** What the script is kept as: a module to Node, whatever a package.json beside it says. */
export const scriptName = 'train.mts';

/** Where a script finds the packages in a checkout. */
export const checkoutFolder = 'apps/node';

/** Gets a checkout and builds its packages; then what runs the script in it. */
export const checkoutLines = (): readonly string[] => [
  `git clone ${repository}`,
  'cd kindling',
  'npm start -- --help',
  `npm run tool node ${checkoutFolder}/${scriptName}`,
];

/** Installs what the script imports, and the wasm backend that it runs on. */
export const installLine = (): string =>
  ['npm i', ...packages, `@tensorflow/tfjs-core@${tfjsVersion}`, `@tensorflow/tfjs-backend-wasm@${tfjsVersion}`].join(
    ' ',
  );

const titles: Readonly<Record<DataName, string>> = {
  shapes: 'A network learns to tell ten drawn shapes apart.',
  cifar10: 'A network learns to tell the ten classes of CIFAR-10 apart.',
};

const imports = ({ data, optimizer, rates }: Spec): string => {
  const names = {
    '@kindling/backend': ['selectBackend'],
    '@kindling/data': ['batch', 'fromArrays', 'normalize', 'oneHot', 'pipe', 'prepare', 'shuffle', data],
    '@kindling/models': ['dense', 'flatten', 'input', 'sequential'],
    '@kindling/train': ['compile', 'progress', optimizer, ...(rates.length > 0 ? ['piecewiseConstantDecay'] : [])],
  } satisfies Record<(typeof packages)[number], readonly string[]>;
  return packages.map((from) => `import { ${names[from].toSorted().join(', ')} } from '${from}';`).join('\n');
};

const backendLines = `const { name, reason } = await selectBackend('auto');
console.log(\`running on \${name}: \${reason}\`);`;

const dataLines = ({ data, pictures, test }: Spec): string =>
  data === 'shapes'
    ? `// Drawn on the spot, and the same pictures everywhere.
const { train, test } = await shapes({ train: ${pictures}, test: ${test}, seed: ${shapesSeed} });`
    : `// Downloads 170 MB once. A copy of your own is read by cifar10({ path: 'folder' }).
const { train, test } = await cifar10();`;

/** All of a set, or its first ones. */
const part = (name: 'train' | 'test', count: number, all: number): string =>
  count === all ? name : `${name}.slice(0, ${count})`;

const pipes = ({ data, pictures, test, batch, seed }: Spec): string => {
  const all = data === 'shapes' ? { pictures, test } : cifar10Spec;
  const prepare = 'prepare(({ x, y }) => ({ x: normalize(x), y: oneHot(y, 10) }))';
  return `// Bytes become numbers from 0 to 1, and a label a row of zeros with a single 1.
const training = pipe(
  fromArrays(${part('train', pictures, all.pictures)}),
  shuffle({ seed: ${seed} }),
  batch(${batch}),
  ${prepare},
);
const testing = pipe(
  fromArrays(${part('test', test, all.test)}),
  batch(${batch}),
  ${prepare},
);`;
};

const modelLines = ({ layers }: Spec): string => `const model = sequential([
  input({ shape: [32, 32, 3] }),
  flatten(),
${[...layers, { units: 10, activation: 'softmax' }]
  .map(({ units, activation }) => `  dense({ units: ${units}, activation: '${activation}' }),`)
  .join('\n')}
]);
console.log(model.summary());`;

/** Numbers on one line, or on several that are each as full as may be. */
const list = (name: string, values: readonly string[]): string => {
  const line = `  ${name}: [${values.join(', ')}],`;
  if (line.length <= lineWidth) return line;
  const lines = [''];
  for (const value of values) {
    const longer = `${lines.at(-1) || '   '} ${value},`;
    if (longer.length <= lineWidth) lines[lines.length - 1] = longer;
    else lines.push(`    ${value},`);
  }
  return `  ${name}: [\n${lines.join('\n')}\n  ],`;
};

/** Where lines are broken. */
export const lineWidth = 110;

const rateLines = ({ learningRate, rates }: Spec): string => {
  if (rates.length === 0) return '';
  const boundaries = rates.map(({ after }) => String(after - 1));
  const values = [learningRate, ...rates.map((rate) => rate.learningRate)].map(numberText);
  const short = `const learningRate = piecewiseConstantDecay({ boundaries: [${boundaries.join(', ')}], values: [${values.join(', ')}] });`;
  const lines =
    short.length <= lineWidth
      ? short
      : `const learningRate = piecewiseConstantDecay({
${list('boundaries', boundaries)}
${list('values', values)}
});`;
  return `// The rate was changed while it ran: each boundary is the last step, from 0, of the rate before.
${lines}
`;
};

const trainingLines = (spec: Spec): string => {
  const { optimizer, learningRate, rates, epochs, seed } = spec;
  const rate = rates.length > 0 ? 'learningRate' : `learningRate: ${numberText(learningRate)}`;
  return `${rateLines(spec)}const trainer = compile(model, {
  optimizer: ${optimizer}({ ${rate} }),
  loss: 'categoricalCrossentropy',
  metrics: ['accuracy'],
  seed: ${seed},
});
await trainer.fit(training, { epochs: ${epochs}, validation: testing, callbacks: [progress()] });

// On pictures that it never saw while it learned.
console.log(await trainer.evaluate(testing));`;
};

/** The whole program of a spec, for `node train.mts`: TypeScript that is plain JavaScript too. */
export const toScript = (spec: Spec): string =>
  `${[
    `// ${titles[spec.data]}\n${imports(spec)}`,
    backendLines,
    dataLines(spec),
    pipes(spec),
    modelLines(spec),
    trainingLines(spec),
  ].join('\n\n')}\n`;
