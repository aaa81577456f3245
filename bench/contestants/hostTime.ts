import { type Profiler, Session } from 'node:inspector';
import { promisify } from 'node:util';

/** In µs. */
const interval = 100;

const inWasm = ({ callFrame }: Profiler.ProfileNode): boolean => callFrame.url.startsWith('wasm://');
/** Idle, or the profiler itself. */
const isBeside = ({ callFrame }: Profiler.ProfileNode): boolean =>
  callFrame.functionName === '(idle)' || callFrame.url === 'node:inspector';

/** Which share of a profile's time is spent outside of WebAssembly, of that in which there was something to do. */
export const hostShare = ({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile): number => {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  let [host, wasm] = [0, 0];
  samples.forEach((id, i) => {
    const node = byId.get(id)!;
    if (inWasm(node)) wasm += timeDeltas[i]!;
    else if (!isBeside(node)) host += timeDeltas[i]!;
  });
  return host / (host + wasm);
};

/** `hostShare` of what a run takes, by V8's sampling profiler. */
export const profiledShare = async (run: () => Promise<unknown>): Promise<number> => {
  const session = new Session();
  session.connect();
  const post = promisify(session.post.bind(session)) as (method: string, parameters?: object) => Promise<unknown>;
  try {
    await post('Profiler.enable');
    await post('Profiler.setSamplingInterval', { interval });
    await post('Profiler.start');
    await run();
    const { profile } = (await post('Profiler.stop')) as Profiler.StopReturnType;
    return hostShare(profile);
  } finally {
    session.disconnect();
  }
};
