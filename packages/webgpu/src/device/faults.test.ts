import { expect, test } from 'vitest';
import { collectFaults } from './faults.ts';

class GPUOutOfMemoryError extends Error {}

const create = (now?: () => number) => {
  const device = new EventTarget();
  const tell = (error: object): void => {
    device.dispatchEvent(Object.assign(new Event('uncapturederror'), { error }));
  };
  return { faults: collectFaults(device as GPUDevice, now), tell };
};

test('the first is told and the others are counted, once', () => {
  const { faults, tell } = create();
  expect(faults.take()).toBeUndefined();
  const first = { message: 'Binding size is zero.\n\n - While validating\n - While calling\n - and so on' };
  for (const error of [first, { message: 'next' }, { message: 'last' }]) tell(error);
  expect(faults.take()).toMatchObject({
    message:
      'webgpu: the GPU refused work, and numbers since then are wrong: Binding size is zero. - While validating ' +
      '- While calling (and 2 more after it); take another backend (wasm, cpu), and report it',
    cause: first,
  });
  expect(faults.take()).toBeUndefined();
  tell({ message: 'again' });
  expect(faults.take()?.message).toContain('again; take');
  faults.stop();
  tell({ message: 'late' });
  expect(faults.take()).toBeUndefined();
});

test.each([
  [
    '- While calling [Device].CreateShaderModule([ShaderModuleDescriptor "MatMulPackedProgram"]).',
    'MatMulPackedProgram',
  ],
  ['- While calling [Device].CreateShaderModule([ShaderModuleDescriptor ""SumProgram""]).', 'SumProgram'],
  ['[Invalid ShaderModule "TransposeProgram"] is invalid', 'TransposeProgram'],
  ['[ComputePipeline "PoolProgram"] needs more', 'PoolProgram'],
  ["In Device::create_shader_module, label = 'ConcatProgram'", 'ConcatProgram'],
])('the shader is named: %s', (message, shader) => {
  const { faults, tell } = create();
  tell({ message });
  expect(faults.take()?.message).toContain(`webgpu: the GPU refused the shader ${shader}, and`);
});

test('memory that has run out is said, with what helps', () => {
  const { faults, tell } = create();
  tell(new GPUOutOfMemoryError('allocation of 4 GB failed'));
  expect(faults.take()?.message).toBe(
    'webgpu: the GPU is out of memory: allocation of 4 GB failed; take a smaller batch',
  );
});

test('what comes in the train of the first is counted with it, and all who wait hear the same', async () => {
  const { faults, tell } = create();
  expect(await faults.tell()).toBeUndefined();
  tell({ message: 'first' });
  const told = [faults.tell(), faults.tell()];
  setImmediate(() => tell({ message: 'in its train' }));
  const [one, two] = await Promise.all(told);
  expect(one).toBe(two);
  expect(one?.message).toContain('first (and 1 more after it)');
  expect(await faults.tell()).toBeUndefined();
});

test('one that nobody has asked for in time says how old it is', () => {
  let time = 500;
  const { faults, tell } = create(() => time);
  for (const [age, owner] of [
    [999, 'webgpu: the GPU refused'],
    [1000, 'webgpu, 1 s ago: the GPU refused'],
    [61_500, 'webgpu, 61 s ago: the GPU refused'],
  ] as const) {
    tell({ message: 'old' });
    time += age;
    expect(faults.take()?.message).toContain(owner);
  }
});
