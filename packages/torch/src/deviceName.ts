/** What PyTorch computes on: the CPU, a GPU of NVIDIA (or, in builds for ROCm, of AMD), or one of Apple. */
export type DeviceName = 'cpu' | 'cuda' | 'mps';
