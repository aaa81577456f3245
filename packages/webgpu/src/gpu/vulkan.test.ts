import { expect, test } from 'vitest';
import { vulkanLoader, whyNoAdapter } from './vulkan.ts';

test('where the loader is missing, Linux is told what it lacks and how to get it', () => {
  expect(whyNoAdapter('linux', () => false)).toEqual({
    reason: 'not there, because the Vulkan loader (libvulkan.so.1) is missing, or a driver for it too',
    remedy: 'apt install libvulkan1 mesa-vulkan-drivers',
  });
  expect(whyNoAdapter('linux', () => true).reason).toMatch(/Vulkan has no driver/);
});

test.each(['darwin', 'win32'])('%s needs no Vulkan, and hears nothing of it', (system) => {
  expect(JSON.stringify(whyNoAdapter(system, () => false))).not.toMatch(/vulkan|apt/i);
});

test('looking for the loader again finds the same', () => {
  expect(vulkanLoader()).toBe(vulkanLoader());
});
