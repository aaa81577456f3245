import { show, unknownName } from '@kindling/core';
import { numberText } from './numberText.ts';
import { type RefusedFields, readSpec } from './readSpec.ts';
import { bookSpec, cifar10Spec, type HiddenLayer, type Spec } from './spec.ts';

/** What a link says. */
export interface Linked {
  /** Always one that can be trained: what was left out or refused is as by default. */
  readonly spec: Spec;
  /** Whether the link says anything of a spec, right or wrong. */
  readonly isGiven: boolean;
  /** Why parts of the link were refused: by fields of the spec, as `readSpec` has them, and by unknown names. */
  readonly refused: RefusedFields;
}

/** Which field of a spec a name of a link stands for; the loss is always the same. */
const fieldOf = {
  data: 'data',
  n: 'pictures',
  test: 'test',
  layers: 'layers',
  opt: 'optimizer',
  lr: 'learningRate',
  loss: 'loss',
  batch: 'batch',
  epochs: 'epochs',
  seed: 'seed',
} as const satisfies Readonly<Record<string, keyof Spec | 'loss'>>;

const names = Object.keys(fieldOf) as (keyof typeof fieldOf)[];
const onlyLoss = 'cce';

const defaultsOf = (data: unknown): Spec => (data === cifar10Spec.data ? cifar10Spec : bookSpec);

/** `#data=shapes&n=5000&layers=200relu,150relu&...`. Rates that were changed on the way are not in links. */
export const toLink = (spec: Spec): string => {
  const { data, pictures, test, layers, optimizer, learningRate, batch, epochs, seed } = spec;
  const parts: Partial<Record<keyof typeof fieldOf, string | number>> = {
    data,
    n: pictures,
    ...(test !== defaultsOf(data).test && { test }),
    layers: layers.map(({ units, activation }) => `${units}${activation}`).join(','),
    opt: optimizer,
    lr: numberText(learningRate),
    loss: onlyLoss,
    batch,
    epochs,
    seed,
  };
  return `#${Object.entries(parts)
    .map(([name, value]) => `${name}=${value}`)
    .join('&')}`;
};

/** What is no number stays as it is, so that a refusal can quote it. */
const numberOf = (text: string): unknown => (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : text);

const layerOf = (text: string): { readonly [K in keyof HiddenLayer]: unknown } => {
  const [, units, activation] = /^([^a-z]*)([a-z]*)$/i.exec(text) ?? [undefined, text, ''];
  return { units: numberOf(units!), activation };
};

const readValue = (name: keyof typeof fieldOf, text: string): unknown => {
  if (name === 'data' || name === 'opt') return text;
  if (name === 'layers') return text === '' ? [] : text.split(',').map(layerOf);
  return numberOf(text);
};

/**
 * Reads the hash of an address. One without any `=`, such as that of a heading, says nothing.
 *
 * @param others names in the hash that mean something to the page: they are passed over
 */
export const fromLink = (hash: string, others: readonly string[] = []): Linked => {
  const text = hash.replace(/^#/, '');
  const entries = text.includes('=') ? [...new URLSearchParams(text)] : [];
  const refused: Record<string, string> = {};
  const said = new Map<keyof typeof fieldOf, string>();
  for (const [name, value] of entries) {
    const known = names.find((each) => each === name);
    if (known === undefined) {
      if (!others.includes(name)) refused[name] = unknownName('link', 'name', name, [...names, ...others]).message;
    } else if (said.has(known)) {
      refused[fieldOf[known]] = `link: ${known} is said twice`;
    } else said.set(known, value);
  }
  const loss = said.get('loss');
  if (loss !== undefined && loss !== onlyLoss) {
    refused.loss = `link: the loss is ${onlyLoss} (categoricalCrossentropy), got ${show(loss)}`;
  }

  const defaults = defaultsOf(said.get('data'));
  const given = new Map(
    [...said].filter(([name]) => name !== 'loss').map(([name, value]) => [fieldOf[name], readValue(name, value)]),
  );
  const read = readSpec({ ...defaults, ...Object.fromEntries(given) });
  if ('spec' in read) return { spec: read.spec, isGiven: said.size > 0, refused };
  for (const [field, why] of Object.entries(read.refused)) {
    const name = names.find((each) => fieldOf[each] === field.split('.')[0]);
    refused[field] ??= `In the link, ${name}=${said.get(name!)}: ${why}`;
    for (const key of given.keys()) if (key === field.split('.')[0]) given.delete(key);
  }
  // Once more without what was refused: counts have other limits where the data are the default's.
  const rest = readSpec({ ...defaults, ...Object.fromEntries(given) });
  return { spec: 'spec' in rest ? rest.spec : defaults, isGiven: true, refused };
};
