import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where Debian and its kin have the SwiftShader and the Vulkan loader of their Chromium. */
const folder = '/usr/lib/chromium';

export const softwareDriver = join(folder, 'vk_swiftshader_icd.json');
export const softwareLoader = join(folder, 'libvulkan.so.1');

/** RTLD_NOW | RTLD_GLOBAL | RTLD_NODELETE: it stays loaded, although it is no module of Node. */
const forGood = 0x1102;

/** Why there is no software GPU for Dawn in Node; undefined where there is one. */
export const lacksSoftwareGpu: string | undefined = [softwareDriver, softwareLoader].every((file) => existsSync(file))
  ? undefined
  : `SwiftShader of Debian's chromium is not in ${folder}`;

/** Lets Dawn in this process find Chromium's software GPU. For processes, not threads: these have no environment. */
export const provideSoftwareGpu = (): void => {
  process.env.VK_ICD_FILENAMES = softwareDriver;
  process.env.XDG_RUNTIME_DIR ??= tmpdir();
  try {
    process.dlopen({ exports: {} }, softwareLoader, forGood);
  } catch (error) {
    if (!String(error).includes('did not self-register')) throw error;
  }
};
