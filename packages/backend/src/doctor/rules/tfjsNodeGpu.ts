// internal: what keeps an installed tfjs-node-gpu from computing on a GPU that works
import type { Facts, Finding } from '../diagnosis.ts';
import { finding, isOlder } from './rule.ts';
import { noKoffi } from './torch.ts';

/** The oldest pip TensorFlow over which its JavaScript runs. */
const leastTensorFlow = '2.16';

const ofTensorFlow = ({ tensorflow, pythons, host }: Facts, why: string): Finding | undefined => {
  const python = tensorflow?.python ?? pythons[0];
  const pip = python === undefined ? 'pip' : python.packager === 'uv' ? 'uv pip' : `${python.path} -m pip`;
  const remedy = {
    what: `install a TensorFlow with CUDA${host.platform === 'win32' ? ', in WSL: there is none for Windows' : ''}`,
    commands: [`${pip} install --upgrade "tensorflow[and-cuda]"`],
  };
  if (tensorflow === undefined)
    return finding('noTensorFlow', `${why}, and no pip TensorFlow is found in its place`, remedy);
  const { version, cuda, hasCudaLibraries } = tensorflow;
  if (version !== undefined && isOlder(version, leastTensorFlow)) {
    return finding(
      'tensorflowTooOld',
      `${why}, and the pip TensorFlow ${version} is older than ${leastTensorFlow}`,
      remedy,
    );
  }
  const named = `the pip TensorFlow ${version ?? 'of an unknown version'}`;
  if (cuda === undefined) return finding('tensorflowWithoutCuda', `${why}, and ${named} is built without CUDA`, remedy);
  if (hasCudaLibraries) return undefined;
  return finding('tensorflowWithoutCuda', `${why}, and ${named} lacks the libraries of CUDA ${cuda}`, remedy);
};

/** All that is wrong; empty where it is not installed. */
export const ofTfjsNodeGpuWay = (facts: Facts): readonly Finding[] => {
  const { tfjsNodeGpu } = facts;
  if (tfjsNodeGpu === undefined || (tfjsNodeGpu.hasBinding && tfjsNodeGpu.lacks.length === 0)) return [];
  const why = tfjsNodeGpu.hasBinding
    ? `tfjs-node-gpu needs CUDA 11.2 and cuDNN 8.1, of which ${tfjsNodeGpu.lacks.join(' and ')} ${tfjsNodeGpu.lacks.length === 1 ? 'is' : 'are'} not found`
    : 'tfjs-node-gpu is installed without its native addon';
  return [ofTensorFlow(facts, why), noKoffi(facts)].filter((found) => found !== undefined);
};
