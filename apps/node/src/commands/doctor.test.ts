import { expect, test } from 'vitest';
import { type } from '../testing/session.ts';

test('the doctor looks at this machine', async () => {
  const { code, output } = await type('doctor', '--quick');
  expect(code).toBe(0);
  expect(output).toMatch(/^Kindling's doctor: Node \d+/);
  expect(output).toMatch(/\n {2}driver +(yes|no|-) /);
  expect(output).toMatch(/\nCUDA (does not work, because|should work)/);
});

test('a self-test prints its result as JSON, for the doctor of another process', async () => {
  const { code, output } = await type('doctor', 'self-test', 'cpu');
  expect(code).toBe(0);
  expect(JSON.parse(output)).toMatchObject({ backend: 'cpu', outcome: 'right' });
});

test('what does not fit is refused with exit code 2', async () => {
  expect(await type('doctor', '--jsn')).toMatchObject({
    code: 2,
    errors: expect.stringMatching(/did you mean "--json"/),
  });
  expect((await type('doctor', 'self-test')).code).toBe(2);
  expect((await type('doctor', 'self-test', 'wsam')).errors).toContain('did you mean "wasm"');
});
