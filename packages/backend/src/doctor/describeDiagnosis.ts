// internal: for Node alone, exported by node.ts
// A diagnosis as text
import type { Diagnosis, Driver, Finding, Gpu, NpmName, NpmPackage, SelfTest, Torch } from './diagnosis.ts';
import { gibibytes } from './rules/rule.ts';

/** What it is about, whether it is there, and what is known of it. */
type Row = readonly [topic: string, mark: 'yes' | 'no' | '-', says: string];

const driverRow = (driver: Driver): Row => {
  if (driver.state === 'absent') return ['driver', '-', 'none of NVIDIA answers'];
  if (driver.state === 'broken') return ['driver', 'no', `${driver.source}: ${driver.says}`];
  const cuda = driver.cuda === undefined ? '' : `, CUDA up to ${driver.cuda}`;
  return ['driver', 'yes', `NVIDIA ${driver.version}${cuda} (by ${driver.source})`];
};

const gpuRow = ({ index, name, compute, memory, visible }: Gpu): Row => [
  `GPU ${index}`,
  visible ? 'yes' : 'no',
  [
    name,
    ...(compute === undefined ? [] : [`compute ${compute}`]),
    ...(memory === undefined ? [] : [`${gibibytes(memory.free)} of ${gibibytes(memory.total)} GiB free`]),
    ...(visible ? [] : ['hidden by CUDA_VISIBLE_DEVICES']),
  ].join(', '),
];

const torchRow = ({ version, cuda, rocm, arch, unreadable, folder, how }: Torch, i: number): Row => [
  i === 0 ? 'PyTorch' : 'another',
  unreadable === undefined ? 'yes' : 'no',
  [
    version ?? 'of an unknown version',
    rocm ? 'for ROCm' : cuda === undefined ? 'without CUDA' : `for CUDA ${cuda}`,
    ...(arch === undefined ? [] : [arch]),
    ...(unreadable === undefined ? [] : [unreadable.says]),
    `${folder} (by ${how})`,
  ].join(', '),
];

const torchRows = ({ torches, pythons }: Diagnosis): readonly Row[] =>
  torches.length > 0
    ? torches.map(torchRow)
    : [
        [
          'PyTorch',
          '-',
          pythons.length === 0 ? 'not found, and no Python' : `not in ${pythons.map(({ path }) => path).join(', ')}`,
        ],
      ];

const tensorflowRow = ({ tensorflow }: Diagnosis): Row => {
  if (tensorflow === undefined) return ['TensorFlow', '-', 'not found'];
  const { version, cuda, hasCudaLibraries, folder, how } = tensorflow;
  const build =
    cuda === undefined ? 'without CUDA' : `for CUDA ${cuda}${hasCudaLibraries ? '' : ', without its libraries'}`;
  return ['TensorFlow', 'yes', `${version ?? 'of an unknown version'}, ${build}, ${folder} (by ${how})`];
};

const tfjsNodeGpuRow = ({ tfjsNodeGpu }: Diagnosis): Row => {
  if (tfjsNodeGpu === undefined) return ['tfjs-node-gpu', '-', 'not installed'];
  const { version, hasBinding, lacks } = tfjsNodeGpu;
  const says = hasBinding
    ? lacks.length === 0
      ? ''
      : `, ${lacks.join(' and ')} not found`
    : ', without its native addon';
  return ['tfjs-node-gpu', says === '' ? 'yes' : 'no', `${version}${says}`];
};

const packageText = (name: NpmName, found: NpmPackage | undefined): string =>
  found === undefined ? `${name} is not installed` : `${name} ${found.version}`;

const kindlingTorchRow = ({ packages }: Diagnosis): Row => {
  const { '@kindling/torch': torch, koffi } = packages;
  if (torch === undefined) return ['@kindling/torch', '-', 'not installed'];
  return koffi === undefined
    ? ['@kindling/torch', 'no', `${torch.version}, without koffi`]
    : ['@kindling/torch', 'yes', `${torch.version}, with koffi ${koffi.version}`];
};

const wasmRow = ({ wasm, packages }: Diagnosis): Row => {
  const name = '@tensorflow/tfjs-backend-wasm';
  const says = [
    `SIMD ${wasm.simd ? 'yes' : 'no'}`,
    `threads ${wasm.threads ? 'yes' : 'no'}`,
    packageText(name, packages[name]),
  ];
  return ['wasm', wasm.simd && packages[name] !== undefined ? 'yes' : '-', says.join(', ')];
};

const webgpuRow = ({ packages }: Diagnosis): Row => {
  const names = ['webgpu', '@tensorflow/tfjs-backend-webgpu'] as const;
  const all = names.every((name) => packages[name] !== undefined);
  const dawn =
    packages.webgpu === undefined ? 'webgpu (Dawn) is not installed' : `webgpu ${packages.webgpu.version} (Dawn)`;
  return ['WebGPU', all ? 'yes' : '-', `${dawn}, ${packageText(names[1], packages[names[1]])}`];
};

const columns = (rows: readonly (readonly string[])[]): readonly string[] => {
  const widths = rows[0]!.map((_, i) => Math.max(...rows.map((row) => row[i]!.length)));
  return rows.map(
    (row) => `  ${row.map((cell, i) => (i === row.length - 1 ? cell : cell.padEnd(widths[i]! + 2))).join('')}`,
  );
};

const headline = ({ host }: Diagnosis): string => {
  const system =
    host.wsl !== undefined
      ? 'linux in WSL'
      : host.platform === 'linux' && host.libc === 'musl'
        ? 'linux (musl)'
        : host.platform;
  return `Kindling's doctor: Node ${host.node} on ${system} ${host.arch}${host.container ? ', in a container' : ''}`;
};

const testRow = (test: SelfTest): readonly string[] =>
  'step' in test
    ? [
        test.backend,
        test.outcome,
        `${test.step.toFixed(2)} ms a step`,
        `differs by ${test.difference.toExponential(1)}`,
        test.device,
      ]
    : [test.backend, test.outcome, '', '', `${test.says}${test.remedy === undefined ? '' : `; ${test.remedy}`}`];

const testSection = (tests: readonly SelfTest[]): readonly string[] =>
  tests.length === 0
    ? []
    : [
        '',
        'A little network was trained (784-128-10, batch 64), its losses compared with plain JavaScript:',
        ...columns(tests.map(testRow)),
      ];

const remedyLines = ({ remedies }: Finding): readonly string[] =>
  remedies.flatMap(({ what, commands }) => [`    ${what}`, ...commands.map((command) => `      ${command}`)]);

const cudaSection = ({ cuda: { by, findings }, selfTests }: Diagnosis): readonly string[] => {
  const tested = selfTests.find(({ backend }) => backend === by);
  if (by !== undefined) {
    return [`CUDA ${tested?.outcome === 'right' ? 'works' : 'should work'}: selectBackend('cuda') takes ${by}.`];
  }
  return ['CUDA does not work, because', ...findings.flatMap((found) => [`  ${found.says}`, ...remedyLines(found)])];
};

/** How each is chosen. */
const choices: Readonly<Record<string, string>> = {
  'torch-mps': "selectBackend([torch({ device: 'mps' })])",
  'torch-cpu': "selectBackend([torch({ device: 'cpu' })])",
  'tfjs-node': 'selectBackend([tfjsNode()])',
  webgpu: "selectBackend('webgpu')",
  wasm: "selectBackend('wasm')",
  cpu: "selectBackend('cpu')",
};

/** What to take where CUDA does not work. */
const instead = ({ cuda, selfTests }: Diagnosis): readonly string[] => {
  if (cuda.by !== undefined) return [];
  const right = selfTests.flatMap((test) => (test.outcome === 'right' && 'step' in test ? [test] : []));
  const [fastest] = right.toSorted((a, b) => a.step - b.step);
  return fastest === undefined
    ? []
    : ['', `The fastest that is right here: ${choices[fastest.backend] ?? fastest.backend}.`];
};

/**
 * A diagnosis as the doctor prints it.
 *
 * @example
 * ```ts
 * import { describeDiagnosis, diagnose } from '@kindling/backend/node';
 *
 * console.log(describeDiagnosis(await diagnose({ selfTest: false })));
 * ```
 */
export const describeDiagnosis = (diagnosis: Diagnosis): string =>
  [
    headline(diagnosis),
    '',
    ...columns([
      driverRow(diagnosis.driver),
      ...diagnosis.gpus.map(gpuRow),
      ...torchRows(diagnosis),
      kindlingTorchRow(diagnosis),
      tfjsNodeGpuRow(diagnosis),
      tensorflowRow(diagnosis),
      wasmRow(diagnosis),
      webgpuRow(diagnosis),
    ]),
    ...testSection(diagnosis.selfTests),
    '',
    ...cudaSection(diagnosis),
    ...instead(diagnosis),
  ].join('\n');
