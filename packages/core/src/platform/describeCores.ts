// internal: how both platforms name their processor

/** `1 of 8 CPU cores (Apple M2)` */
export const describeCores = (threads: number, cores: number, model = ''): string => {
  const count = threads < cores ? `${threads} of ${cores}` : `${cores}`;
  const name = model.trim().replace(/\s+/g, ' ');
  return `${count} CPU ${cores === 1 ? 'core' : 'cores'}${name === '' ? '' : ` (${name})`}`;
};
