// internal: what was seen, as rows of a table
import type { Driver, Facts, Gpu, Host, NpmName, NpmPackage, Torch } from './diagnosis.ts';
import { leastTorch } from './remedies.ts';
import { gibibytes, isOlder } from './rules/rule.ts';

/** What it is about, whether it is there (`no`: it is, and will not do), and what is known of it. */
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

const torchRow = ({ version, cuda, rocm, arch, unreadable, folder, how }: Torch, i: number, host: Host): Row => [
  i === 0 ? 'PyTorch' : 'another',
  arch === host.arch && !isOlder(version ?? leastTorch, leastTorch) ? 'yes' : 'no',
  [
    version ?? 'of an unknown version',
    rocm ? 'for ROCm' : cuda === undefined ? 'without CUDA' : `for CUDA ${cuda}`,
    ...(arch === undefined ? [] : [arch]),
    ...(unreadable === undefined ? [] : [unreadable.says]),
    `${folder} (by ${how})`,
  ].join(', '),
];

const torchRows = ({ torches, pythons, host }: Facts): readonly Row[] =>
  torches.length > 0
    ? torches.map((torch, i) => torchRow(torch, i, host))
    : [
        [
          'PyTorch',
          '-',
          pythons.length === 0 ? 'not found, and no Python' : `not in ${pythons.map(({ path }) => path).join(', ')}`,
        ],
      ];

const tensorflowRow = ({ tensorflow }: Facts): Row => {
  if (tensorflow === undefined) return ['TensorFlow', '-', 'not found'];
  const { version, cuda, hasCudaLibraries, folder, how } = tensorflow;
  const build =
    cuda === undefined ? 'without CUDA' : `for CUDA ${cuda}${hasCudaLibraries ? '' : ', without its libraries'}`;
  return ['TensorFlow', 'yes', `${version ?? 'of an unknown version'}, ${build}, ${folder} (by ${how})`];
};

const tfjsNodeGpuRow = ({ tfjsNodeGpu }: Facts): Row => {
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

const kindlingTorchRow = ({ packages }: Facts): Row => {
  const { '@kindling/torch': torch, koffi } = packages;
  if (torch === undefined) return ['@kindling/torch', '-', 'not installed'];
  return koffi === undefined
    ? ['@kindling/torch', 'no', `${torch.version}, without koffi`]
    : ['@kindling/torch', 'yes', `${torch.version}, with koffi ${koffi.version}`];
};

const wasmRow = ({ wasm, packages }: Facts): Row => {
  const name = '@tensorflow/tfjs-backend-wasm';
  const says = [
    `SIMD ${wasm.simd ? 'yes' : 'no'}`,
    `threads ${wasm.threads ? 'yes' : 'no'}`,
    packageText(name, packages[name]),
  ];
  return ['wasm', wasm.simd && packages[name] !== undefined ? 'yes' : '-', says.join(', ')];
};

const webgpuRow = ({ packages }: Facts): Row => {
  const names = ['webgpu', '@tensorflow/tfjs-backend-webgpu'] as const;
  const all = names.every((name) => packages[name] !== undefined);
  const dawn =
    packages.webgpu === undefined ? 'webgpu (Dawn) is not installed' : `webgpu ${packages.webgpu.version} (Dawn)`;
  return ['WebGPU', all ? 'yes' : '-', `${dawn}, ${packageText(names[1], packages[names[1]])}`];
};

export const rowsOf = (facts: Facts): readonly Row[] => [
  driverRow(facts.driver),
  ...facts.gpus.map(gpuRow),
  ...torchRows(facts),
  kindlingTorchRow(facts),
  tfjsNodeGpuRow(facts),
  tensorflowRow(facts),
  wasmRow(facts),
  webgpuRow(facts),
];
