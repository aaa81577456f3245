// internal: machines on which CUDA cannot be
import { npmInstall } from '../remedies.ts';
import { finding, type MachineRule } from './rule.ts';

const tfjs = '4.22.0';

const macOS: MachineRule = ({ host }) =>
  host.platform === 'darwin'
    ? finding('macOS', 'macOS has no CUDA', {
        what: "compute on Apple's GPU by WebGPU: selectBackend('webgpu')",
        commands: [npmInstall(host, 'webgpu', `@tensorflow/tfjs-backend-webgpu@${tfjs}`)],
      })
    : undefined;

const musl: MachineRule = ({ host }) =>
  host.libc === 'musl'
    ? finding('musl', 'this Node is built for musl, as on Alpine, and PyTorch and TensorFlow are built for glibc', {
        what: 'take an image with glibc',
        commands: ['docker run --gpus all -it node:24-bookworm bash'],
      })
    : undefined;

const architecture: MachineRule = ({ host: { platform, arch } }) =>
  (platform === 'linux' && (arch === 'x64' || arch === 'arm64')) || (platform === 'win32' && arch === 'x64')
    ? undefined
    : finding('architecture', `there is no PyTorch with CUDA for Node on ${platform} ${arch}`, {
        what: 'take a 64-bit Node: https://nodejs.org/en/download',
        commands: [],
      });

const noCard: MachineRule = ({ host, driver }) =>
  host.card === false && driver.state === 'absent' && driver.kernel === undefined
    ? finding('noCard', 'this machine has no NVIDIA GPU')
    : undefined;

/** With these nothing else needs to be said. */
export const neverRules: readonly MachineRule[] = [macOS, musl, architecture, noCard];
