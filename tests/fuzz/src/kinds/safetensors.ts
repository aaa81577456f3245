import { decodeModel, encodeModel } from '@kindling/models';
import { dispose, type NamedTensorMap } from '@tensorflow/tfjs-core';
import type { Draw } from '../draw.ts';
import { answerOf, type Kind } from '../kind.ts';
import { mutatedJson } from '../mutatedJson.ts';
import { networks, vocabulary } from '../networks.ts';

const encoded = async (): Promise<readonly Uint8Array<ArrayBuffer>[]> =>
  Promise.all(
    networks.map(async (network) => {
      const weights = network.init({ seed: 1 });
      const bytes = await encodeModel(network, weights);
      dispose([weights.params as NamedTensorMap, weights.state as NamedTensorMap]);
      return bytes;
    }),
  );
let files: Promise<readonly Uint8Array<ArrayBuffer>[]> | undefined;

const prefix = 8;

const withHeader = (header: string, data: Uint8Array): Uint8Array<ArrayBuffer> => {
  const bytes = new TextEncoder().encode(header);
  const file = new Uint8Array(prefix + bytes.length + data.length);
  new DataView(file.buffer).setBigUint64(0, BigInt(bytes.length), true);
  file.set(bytes, prefix);
  file.set(data, prefix + bytes.length);
  return file;
};

const changed = (draw: Draw, file: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> => {
  const length = Number(new DataView(file.buffer).getBigUint64(0, true));
  const data = file.subarray(prefix + length);
  const header = new TextDecoder().decode(file.subarray(prefix, prefix + length));
  switch (draw.int(6)) {
    case 0: {
      const other = file.slice();
      new DataView(other.buffer).setBigUint64(
        0,
        draw.pick([0n, 1n, 7n, BigInt(length - 1), BigInt(length + 1), 2n ** 31n, 2n ** 63n]),
        true,
      );
      return other;
    }
    case 1:
    case 2:
      return withHeader(JSON.stringify(mutatedJson(draw, JSON.parse(header))), data);
    case 3: {
      const parsed = JSON.parse(header) as { __metadata__: { model: string } };
      parsed.__metadata__.model = JSON.stringify(mutatedJson(draw, JSON.parse(parsed.__metadata__.model)));
      return withHeader(JSON.stringify(parsed), data);
    }
    case 4: {
      // The numbers alone: any are right.
      const at = prefix + length + draw.int(data.length);
      const other = file.slice();
      other[at]! ^= 1 << draw.int(8);
      return other;
    }
    default:
      return draw.mutated(file);
  }
};

/** Files of a model: refused, or read as one that can be written again to the same bytes. */
export const safetensors: Kind = {
  name: 'safetensors',
  once: async (draw) => {
    files ??= encoded();
    const file = changed(draw, draw.pick(await files));
    const answer = await answerOf(() => decodeModel(file, vocabulary), { about: 'decodeModel' });
    if ('error' in answer) return 'refused';
    const { model, weights } = answer.value;
    try {
      const again = await answerOf(() => encodeModel(model, weights), { about: 'encodeModel of what was decoded' });
      if ('error' in again) throw again.error;
    } finally {
      dispose([weights.params as NamedTensorMap, weights.state as NamedTensorMap]);
    }
    return 'accepted';
  },
};
