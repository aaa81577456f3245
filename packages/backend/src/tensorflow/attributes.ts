// internal: attributes of TensorFlow's operations
import type { Address, TensorflowFunctions } from './functions.ts';
import { nameOf } from './names.ts';
import type { Tensorflow } from './tensorflow.ts';

/** An attribute by the kind of its value. */
export type Attribute = { readonly name: string } & (
  | { readonly type: 'string'; readonly value: string }
  | { readonly type: 'int' | 'float'; readonly value: number | readonly number[] }
  | { readonly type: 'bool'; readonly value: boolean | readonly boolean[] }
  | { readonly type: 'type'; readonly value: number }
  | { readonly type: 'shape'; readonly value: readonly number[] }
);

const utf8 = new TextEncoder();

const isList = <T>(value: T | readonly T[]): value is readonly T[] => Array.isArray(value);

/** Gives an operation one attribute. */
export const setAttribute = (
  { functions, status }: Tensorflow,
  operation: Address<'operation'>,
  attribute: Attribute,
): void => {
  const name = nameOf(attribute.name);
  switch (attribute.type) {
    case 'string':
      setString(functions, operation, name, attribute.value);
      break;
    case 'int':
      setInt(functions, operation, name, attribute.value);
      break;
    case 'float':
      setFloat(functions, operation, name, attribute.value);
      break;
    case 'bool':
      setBool(functions, operation, name, attribute.value);
      break;
    case 'type':
      functions.TFE_OpSetAttrType(operation, name, attribute.value);
      break;
    case 'shape': {
      const lengths = BigInt64Array.from(attribute.value, BigInt);
      functions.TFE_OpSetAttrShape(operation, name, lengths, lengths.length, status.address);
      status.check(`the attribute ${attribute.name}`);
    }
  }
};

type Setter<Value> = (
  functions: TensorflowFunctions,
  operation: Address<'operation'>,
  name: Uint8Array,
  value: Value,
) => void;

const setString: Setter<string> = (functions, operation, name, value) => {
  const bytes = utf8.encode(value);
  functions.TFE_OpSetAttrString(operation, name, bytes, bytes.length);
};

const setInt: Setter<number | readonly number[]> = (functions, operation, name, value) =>
  isList(value)
    ? functions.TFE_OpSetAttrIntList(operation, name, BigInt64Array.from(value, BigInt), value.length)
    : functions.TFE_OpSetAttrInt(operation, name, value);

const setFloat: Setter<number | readonly number[]> = (functions, operation, name, value) =>
  isList(value)
    ? functions.TFE_OpSetAttrFloatList(operation, name, Float32Array.from(value), value.length)
    : functions.TFE_OpSetAttrFloat(operation, name, value);

const setBool: Setter<boolean | readonly boolean[]> = (functions, operation, name, value) =>
  isList(value)
    ? functions.TFE_OpSetAttrBoolList(operation, name, Uint8Array.from(value, Number), value.length)
    : functions.TFE_OpSetAttrBool(operation, name, Number(value));
