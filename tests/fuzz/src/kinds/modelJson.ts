import { fromJSON } from '@kindling/models';
import { answerOf, type Kind, Wrong } from '../kind.ts';
import { mutatedJson } from '../mutatedJson.ts';
import { networks, vocabulary } from '../networks.ts';

/** JSON of a model: refused, or a model whose JSON gives the same again. */
export const modelJson: Kind = {
  name: 'modelJson',
  once: async (draw) => {
    const spec: unknown = mutatedJson(draw, JSON.parse(JSON.stringify(draw.pick(networks))));
    const about = `fromJSON(${JSON.stringify(spec)})`;
    const answer = await answerOf(() => fromJSON(spec, vocabulary), { about });
    if ('error' in answer) return 'refused';
    const text = JSON.stringify(answer.value);
    const again = JSON.stringify(fromJSON(JSON.parse(text), vocabulary));
    if (again !== text) throw new Wrong(`${about} gives ${text}, and that ${again}`);
    const count = answer.value.countParameters();
    if (!(Number.isSafeInteger(count) && count >= 0)) throw new Wrong(`${about} has ${count} parameters`);
    answer.value.summary();
    return 'accepted';
  },
};
