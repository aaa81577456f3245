import { expect, test } from 'vitest';
import { onTorch, torchInUse } from '../../testing/onTorch.ts';

onTorch('constants', () => {
  test('a value that is asked for again is kept, one that is not leaves no memory behind', () => {
    const torch = torchInUse();
    const held = (value: number): number =>
      torch.scope(() => {
        torch.constant(value);
        return torch.held();
      });
    expect([held(0.25), held(0.25), held(0.25)]).toEqual([1, 0, 0]);
    expect([held(0), held(0), held(-0), held(-0)].slice(2)).toEqual([1, 0]);
    expect(torch.scope(() => Object.is(torch.download(torch.constant(-0), 1, 'float32')[0], -0))).toBe(true);
    for (let step = 1; step <= 600; step++) expect(held(step * 0.001 + 1e6)).toBe(1);
    expect(held(0.25)).toBe(0);
  });

  test('one that makes room is still there for the kernel that runs', () => {
    const torch = torchInUse();
    torch.scope(() => torch.scope(() => [torch.constant(17.5), torch.constant(17.5)]));
    torch.scope(() => {
      const oldest = torch.constant(17.5);
      for (let value = 0; value < 300; value++) for (const _ of [1, 2]) torch.constant(1000.5 + value);
      expect([...torch.download(oldest, 1, 'float32')]).toEqual([17.5]);
    });
    expect(torch.held()).toBe(0);
  });
});
