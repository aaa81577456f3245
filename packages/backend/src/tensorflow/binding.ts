// internal: what tfjs-node asks of its native addon, over TensorFlow's C library
import type { Attribute } from './attributes.ts';
import { dataTypes } from './dtypes.ts';
import { executeOperation } from './execute.ts';
import type { Address } from './functions.ts';
import type { Tensorflow } from './tensorflow.ts';
import { createHandle, readHandle, shapeOfHandle, type Values } from './tensors.ts';

/** `TF_AttrType` of c_api.h, by the names that tfjs-node asks for. */
const attributeTypes = {
  TF_ATTR_STRING: 0,
  TF_ATTR_INT: 1,
  TF_ATTR_FLOAT: 2,
  TF_ATTR_BOOL: 3,
  TF_ATTR_TYPE: 4,
  TF_ATTR_SHAPE: 5,
} as const;

const kinds = ['string', 'int', 'float', 'bool', 'type', 'shape'] as const satisfies readonly Attribute['type'][];

/** An attribute as tfjs-node gives it. */
interface NodeAttribute {
  readonly name: string;
  readonly type: number;
  readonly value: unknown;
}

/** A tensor as tfjs-node knows it. */
interface NodeTensor {
  readonly id: number;
  readonly shape: number[];
  readonly dtype: number;
}

/** tfjs-node's native addon. */
export type NodeBinding = typeof dataTypes &
  typeof attributeTypes & {
    readonly TF_Version: string;
    isUsingGpuDevice(): boolean;
    getNumOfTensors(): number;
    createTensor(shape: readonly number[], dtype: number, values: Values): number;
    deleteTensor(id: number): void;
    tensorDataSync(id: number): Values;
    executeOp(
      name: string,
      attributes: readonly NodeAttribute[],
      inputs: readonly number[],
      most: number,
    ): NodeTensor[];
    getNumOfSavedModels(): number;
    loadSavedModel(): never;
  };

export const createBinding = (tensorflow: Tensorflow): NodeBinding => {
  const { functions, context, version } = tensorflow;
  const handles = new Map<number, Address<'handle'>>();
  let next = 0;
  const keep = (handle: Address<'handle'>): number => {
    handles.set(next, handle);
    return next++;
  };
  const handleOf = (id: number): Address<'handle'> => {
    const handle = handles.get(id);
    if (handle === undefined) throw new Error(`tensorflow: there is no tensor ${id}: it was freed, or never made`);
    return handle;
  };
  return {
    ...dataTypes,
    ...attributeTypes,
    TF_Version: version,
    isUsingGpuDevice: () => context.device.type === 'GPU',
    getNumOfTensors: () => handles.size,
    createTensor: (shape, dtype, values) => keep(createHandle(tensorflow, shape, dtype, values)),
    deleteTensor: (id) => {
      functions.TFE_DeleteTensorHandle(handleOf(id));
      handles.delete(id);
    },
    tensorDataSync: (id) => readHandle(tensorflow, handleOf(id)),
    executeOp: (name, attributes, inputs, most) =>
      executeOperation(tensorflow, name, attributes.map(attributeOf), inputs.map(handleOf), most).map((handle) => ({
        id: keep(handle),
        shape: shapeOfHandle(tensorflow, handle),
        dtype: functions.TFE_TensorHandleDataType(handle),
      })),
    getNumOfSavedModels: () => 0,
    loadSavedModel: () => {
      throw new Error(
        "tensorflow: a SavedModel needs tfjs-node's own addon, which is not in use; convert it with tensorflowjs_converter",
      );
    },
  };
};

const attributeOf = ({ name, type, value }: NodeAttribute): Attribute => {
  const kind = kinds[type];
  if (kind === undefined)
    throw new TypeError(`tensorflow: the attribute ${name} has the type ${type}, which is unknown`);
  return { name, type: kind, value } as Attribute; // tfjs-node pairs them
};
