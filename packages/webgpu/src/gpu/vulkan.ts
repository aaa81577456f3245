// internal: Linux reaches a GPU through Vulkan: a loader that finds drivers

/** Whether the loader is on this machine: dlopen looks where Dawn does. */
export const vulkanLoader = (): boolean => {
  try {
    process.dlopen({ exports: {} }, 'libvulkan.so.1');
    return true;
  } catch (error) {
    return String(error).includes('did not self-register');
  }
};

/** Why Dawn finds no adapter. Windows and macOS need no more than the system has. */
export const whyNoAdapter = (
  system: string,
  hasLoader: () => boolean,
): { readonly reason: string; readonly remedy?: string | undefined } => {
  if (system !== 'linux') return { reason: 'not there, because Dawn finds no GPU on this machine' };
  if (!hasLoader()) {
    return {
      reason: 'not there, because the Vulkan loader (libvulkan.so.1) is missing, or a driver for it too',
      remedy: 'apt install libvulkan1 mesa-vulkan-drivers',
    };
  }
  return {
    reason: 'not there, because Vulkan has no driver for a GPU of this machine',
    remedy: "apt install mesa-vulkan-drivers, or the driver of the GPU's maker",
  };
};
