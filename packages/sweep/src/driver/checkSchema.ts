// internal: JSON held to a JSON Schema, of the keywords that sweep.schema.json uses
import { show, unknownName } from '@kindling/core';

type Type = 'array' | 'boolean' | 'integer' | 'number' | 'object' | 'string';

/** The keywords that are understood; a test holds the shipped schema to them. */
export interface Schema {
  readonly type?: Type | readonly Type[];
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: false | Schema;
  readonly required?: readonly string[];
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minLength?: number;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
  readonly anyOf?: readonly Schema[];
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
}

const nouns: Readonly<Record<Type, string>> = {
  array: 'a list',
  boolean: 'true or false',
  integer: 'an integer',
  number: 'a number',
  object: 'an object',
  string: 'a string',
};

const isOf = (type: Type, value: unknown): boolean => {
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value);
  if (type === 'integer') return Number.isSafeInteger(value);
  return typeof value === type && (type !== 'number' || Number.isFinite(value));
};

/** Which alternative is meant: the one whose type fits. */
const fits = ({ type }: Schema, value: unknown): boolean => [type ?? []].flat().some((one) => isOf(one, value));

/**
 * Throws for what does not fit: an Error that says where, what must be there, and what is.
 *
 * @param owner whom an error names
 * @param root the whole schema, in which `$ref` looks
 */
export const checkSchema = (owner: string, root: Schema, value: unknown): void => {
  const check = (schema: Schema, given: unknown, path: string): void => {
    const { $ref, anyOf, ...own } = schema;
    const rules = { ...own, ...($ref === undefined ? {} : root.$defs?.[$ref.replace('#/$defs/', '')]) };
    const must = (holds: boolean, rule: string): void => {
      if (!holds) throw new Error(`${owner}: ${path || 'it'} must be ${rule}, got ${show(given)}`);
    };
    if (anyOf !== undefined) {
      const meant = anyOf.find((one) => fits(one, given));
      must(
        meant !== undefined,
        anyOf
          .flatMap(({ type }) => [type ?? []].flat())
          .map((type) => nouns[type])
          .join(' or '),
      );
      check(meant!, given, path);
    }
    const types = [rules.type ?? []].flat();
    must(types.length === 0 || fits(rules, given), types.map((type) => nouns[type]).join(' or '));
    if (rules.enum !== undefined && !rules.enum.includes(given as string))
      throw unknownName(owner, path, given, rules.enum);
    if (typeof given === 'string') {
      must(given.length >= (rules.minLength ?? 0), 'a string that is not empty');
      must(rules.pattern === undefined || new RegExp(rules.pattern).test(given), `of the form ${rules.pattern}`);
    }
    if (typeof given === 'number') {
      must(given >= (rules.minimum ?? given), `at least ${rules.minimum}`);
      must(rules.exclusiveMinimum === undefined || given > rules.exclusiveMinimum, `above ${rules.exclusiveMinimum}`);
      must(given <= (rules.maximum ?? given), `at most ${rules.maximum}`);
    }
    if (Array.isArray(given)) {
      const [least, most] = [rules.minItems ?? 0, rules.maxItems ?? given.length];
      must(given.length >= least && given.length <= most, `${least}${rules.maxItems ? '' : ' or more'} in number`);
      for (const [i, item] of given.entries()) check(rules.items ?? {}, item, `${path}[${i}]`);
    } else if (typeof given === 'object' && given !== null) checkMembers(rules, given, path, must);
  };

  const checkMembers = (
    { properties = {}, additionalProperties = {}, required = [], minProperties, maxProperties }: Schema,
    given: object,
    path: string,
    must: (holds: boolean, rule: string) => void,
  ): void => {
    const members = Object.entries(given);
    const under = (key: string): string => (path === '' ? key : `${path}.${key}`);
    for (const [key, member] of members) {
      const schema = Object.hasOwn(properties, key) ? properties[key]! : additionalProperties;
      if (schema === false)
        throw unknownName(owner, path === '' ? 'key' : `key of ${path}`, key, Object.keys(properties));
      check(schema, member, under(key));
    }
    const missing = required.find((key) => !Object.hasOwn(given, key));
    if (missing !== undefined) throw new Error(`${owner}: ${under(missing)} must be given`);
    const isCounted = members.length >= (minProperties ?? 0) && members.length <= (maxProperties ?? members.length);
    must(isCounted, `an object with one of ${Object.keys(properties).join(', ')}`);
  };

  check(root, value, '');
};
