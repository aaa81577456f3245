// internal: what keeps PyTorch from computing on a GPU that works
import type { Facts, Finding, Torch } from '../diagnosis.ts';
import {
  installDriver,
  installTorch,
  leastTorch,
  npmInstall,
  replaceTorch,
  setVariable,
  unsetVariable,
} from '../remedies.ts';
import { finding, first, isOlder, type Rule } from './rule.ts';

type TorchRule = (torch: Torch, facts: Facts) => Finding | undefined;

/** `PyTorch 2.13.0+cpu (by VIRTUAL_ENV)` */
const named = ({ version = 'of an unknown version', how }: Torch): string => `PyTorch ${version} (by ${how})`;

const missing: TorchRule = ({ unreadable, folder, how }, { host }) => {
  if (unreadable?.fault !== 'absent') return undefined;
  const says = `there is no PyTorch in ${folder}, where ${how} leads`;
  return finding(
    'torchMissing',
    says,
    ['TORCH_LIB', 'LIBTORCH', 'TORCH_PYTHON'].includes(how)
      ? { what: `take ${how} out of the environment, or set it right`, commands: [unsetVariable(host, how)] }
      : { what: 'install PyTorch anew', commands: [] },
  );
};

const unreadable: TorchRule = ({ unreadable: why, folder }, { host }) =>
  why === undefined
    ? undefined
    : finding('torchUnreadable', `PyTorch's library cannot be read: ${why.says}`, {
        what: 'let this user read it',
        commands:
          host.platform === 'win32'
            ? [`icacls "${folder}" /grant "\${env:USERNAME}:(RX)" /T`]
            : [`sudo chmod -R a+rX ${folder}`],
      });

const otherArchitecture: TorchRule = (torch, { host }) => {
  const { arch } = torch;
  if (arch === undefined || arch === host.arch) return undefined;
  return finding('torchArchitecture', `${named(torch)} is built for ${arch}, and this Node for ${host.arch}`, {
    what: `take a Node for ${arch}, or a Python for ${host.arch} and its PyTorch: https://nodejs.org/en/download`,
    commands: [],
  });
};

const tooOld: TorchRule = (torch, facts) =>
  torch.version !== undefined && isOlder(torch.version, leastTorch)
    ? finding(
        'torchTooOld',
        `${named(torch)} is too old: its stable C ABI is complete from ${leastTorch} on`,
        replaceTorch(facts, 'take a newer one', { again: false }),
      )
    : undefined;

const forRocm: TorchRule = (torch, facts) =>
  torch.rocm
    ? finding(
        'torchForRocm',
        `${named(torch)} is built for AMD's ROCm`,
        replaceTorch(facts, 'take the build for CUDA', { again: true }),
      )
    : undefined;

const withoutCuda: TorchRule = (torch, facts) =>
  torch.cuda === undefined
    ? finding(
        'torchWithoutCuda',
        `${named(torch)} is built without CUDA`,
        replaceTorch(facts, 'take the build with CUDA', { again: true }),
      )
    : undefined;

/** A driver of CUDA 12.4 runs what is built for any 12. */
const driverTooOld: TorchRule = (torch, facts) => {
  const { driver, host } = facts;
  if (driver.state !== 'works' || driver.cuda === undefined || torch.cuda === undefined) return undefined;
  const [has, needs] = [driver.cuda, torch.cuda].map((cuda) => Number.parseInt(cuda, 10)) as [number, number];
  if (!(has < needs)) return undefined;
  const update = installDriver(host, 'take a newer driver, and restart');
  return finding(
    'driverTooOld',
    `the driver (${driver.version}) runs CUDA up to ${driver.cuda}, and ${named(torch)} is built for CUDA ${torch.cuda}`,
    update,
    ...(has === 12 ? [replaceTorch(facts, 'or take the build for CUDA 12', { again: true })] : []),
  );
};

const taken = ({ gpus }: Facts) => gpus.find(({ visible }) => visible);

const gpuTooOld: TorchRule = (torch, facts) => {
  const gpu = taken(facts);
  if (gpu?.compute === undefined || torch.cuda === undefined) return undefined;
  if (!isOlder(gpu.compute, '7.5') || isOlder(torch.cuda, '13')) return undefined;
  return finding(
    'gpuTooOld',
    `GPU ${gpu.index} (${gpu.name}) has compute capability ${gpu.compute}, and CUDA ${torch.cuda}, which ${named(torch)} is built for, begins at 7.5`,
    replaceTorch(facts, 'take the build for CUDA 12', { again: true, cuda: '12.6' }),
  );
};

const gpuTooNew: TorchRule = (torch, facts) => {
  const gpu = taken(facts);
  if (gpu?.compute === undefined || torch.cuda === undefined) return undefined;
  if (isOlder(gpu.compute, '10.0') || !isOlder(torch.cuda, '12.8')) return undefined;
  return finding(
    'gpuTooNew',
    `GPU ${gpu.index} (${gpu.name}) has compute capability ${gpu.compute}, which CUDA has from 12.8 on, and ${named(torch)} is built for CUDA ${torch.cuda}`,
    replaceTorch(facts, 'take the build for a newer CUDA', { again: true }),
  );
};

const ofBuild: readonly TorchRule[] = [missing, unreadable, otherArchitecture, tooOld, forRocm, withoutCuda];
const ofDevice: readonly TorchRule[] = [driverTooOld, gpuTooOld, gpuTooNew];

const rulesFor = (rules: readonly TorchRule[], torch: Torch): readonly Rule[] =>
  rules.map((rule) => (facts) => rule(torch, facts));

/** Another PyTorch that can do what the first cannot. */
const otherTorch = (why: Finding, facts: Facts): Finding | undefined => {
  const [, ...others] = facts.torches;
  const better = others.find((torch) => first(rulesFor([...ofBuild, ...ofDevice], torch), facts) === undefined);
  if (better === undefined) return undefined;
  return finding('otherTorch', `${why.says}; there is another that will do: ${named(better)}`, {
    what: 'take that one',
    commands: [setVariable(facts.host, 'TORCH_LIB', better.folder)],
  });
};

const ofTorch = (facts: Facts): Finding | undefined => {
  const [torch] = facts.torches;
  if (torch === undefined) {
    const says = facts.pythons.length === 0 ? 'no PyTorch is found, and no Python' : 'no PyTorch is found';
    return finding('noTorch', says, installTorch(facts));
  }
  const found = first(rulesFor([...ofBuild, ...ofDevice], torch), facts);
  return found && (otherTorch(found, facts) ?? found);
};

const noKindlingTorch: Rule = ({ host, packages }) =>
  packages['@kindling/torch'] === undefined
    ? finding('noKindlingTorch', 'the npm package @kindling/torch is not installed', {
        what: 'install it',
        commands: [npmInstall(host, '@kindling/torch')],
      })
    : undefined;

export const noKoffi: Rule = ({ host, packages }) =>
  packages.koffi === undefined
    ? finding('noKoffi', 'the npm package koffi, which calls native libraries, is not installed', {
        what: 'install it',
        commands: [npmInstall(host, 'koffi')],
      })
    : undefined;

/** All that is wrong, the most basic first. */
export const ofTorchWay = (facts: Facts): readonly Finding[] =>
  [ofTorch(facts), noKindlingTorch(facts) ?? noKoffi(facts)].filter((found) => found !== undefined);
