import { expect, test } from 'vitest';
import { type BrokenMachine, brokenMachines } from '../../testing/brokenMachines.ts';
import { type Fake, fakeMachine } from '../../testing/fakeMachine.ts';
import { describeDiagnosis } from './describeDiagnosis.ts';
import { diagnose } from './diagnose.ts';

/** What the doctor prints under "CUDA does not work, because", its indent left out. */
const expected: Readonly<Record<BrokenMachine, string>> = {
  nothing: `
no NVIDIA driver answers: NVML, nvidia-smi and /proc/driver/nvidia are not there
  where there is an NVIDIA GPU, install NVIDIA's driver, and restart
    sudo apt install nvidia-driver
no PyTorch is found, and no Python
  install Python 3.10 or newer, and PyTorch with it
    sudo apt install python3-venv
    python3 -m venv .venv
    . .venv/bin/activate
    pip install torch
the npm package @kindling/torch is not installed
  install it
    npm install @kindling/torch`,
  'nothing, with a card': `
there is an NVIDIA GPU, but NVIDIA's driver is not installed
  install NVIDIA's driver, and restart
    sudo dnf install akmod-nvidia
no PyTorch is found, and no Python
  install Python 3.10 or newer, and PyTorch with it
    sudo dnf install python3
    python3 -m venv .venv
    . .venv/bin/activate
    pip install torch
the npm package @kindling/torch is not installed
  install it
    npm install @kindling/torch`,
  'no driver': `
there is an NVIDIA GPU, but NVIDIA's driver is not installed
  install NVIDIA's driver, and restart
    sudo ubuntu-drivers install`,
  'no NVIDIA card': `
this machine has no NVIDIA GPU`,
  'a card, a driver, no GPU': `
the driver (580.95.05) works, but sees no GPU
  see whether the GPU is on the bus, and what the kernel says of it
    lspci | grep -i nvidia
    sudo dmesg | grep -i nvrm`,
  'driver and libraries of two versions, by NVML': `
the driver in the kernel (580.95.05) and the driver's libraries are of different versions: it was updated, and the machine not restarted
  restart the machine
    sudo reboot`,
  'driver and libraries of two versions, by nvidia-smi': `
the driver in the kernel (580.95.05) and the driver's libraries are of different versions: it was updated, and the machine not restarted
  restart the machine
    sudo reboot
the npm package @kindling/torch is not installed
  install it
    npm install @kindling/torch`,
  'driver not loaded': `
NVIDIA's driver is installed, but its part in the kernel is not loaded
  load it; what it says tells why it was not
    sudo modprobe nvidia
    sudo dmesg | grep -i nvidia
  or install it anew, for this kernel, and restart
    sudo ubuntu-drivers install
the npm package @kindling/torch is not installed
  install it
    npm install @kindling/torch`,
  'nvidia-smi broken': `
the driver does not answer (nvidia-smi: Failed to initialize NVML: Unknown Error)
  restart the container, and see what nvidia-smi says then
    nvidia-smi
the npm package @kindling/torch is not installed
  install it
    npm install @kindling/torch`,
  'driver refuses this user': `
the driver refuses this user (NVML: Insufficient Permissions)
  let this user read and write /dev/nvidia*
    ls -l /dev/nvidia*
    sudo usermod -aG video $USER`,
  'driver too old for the CUDA of PyTorch': `
the driver (550.54.14) runs CUDA up to 12.4, and PyTorch 2.13.0+cu130 (by VIRTUAL_ENV) is built for CUDA 13.0
  take a newer driver, and restart
    sudo ubuntu-drivers install
  or take the build for CUDA 12
    /home/ada/net/.venv/bin/python3 -m pip install --force-reinstall torch --index-url https://download.pytorch.org/whl/cu126`,
  'driver of CUDA 11': `
the driver (470.82.01) runs CUDA up to 11.4, and PyTorch 2.13.0+cu130 (by VIRTUAL_ENV) is built for CUDA 13.0
  take a newer driver, and restart
    sudo ubuntu-drivers install`,
  'GPU too old for the CUDA of PyTorch': `
GPU 0 (Tesla P100) has compute capability 6.0, and CUDA 13.0, which PyTorch 2.13.0+cu130 (by VIRTUAL_ENV) is built for, begins at 7.5
  take the build for CUDA 12
    /home/ada/net/.venv/bin/python3 -m pip install --force-reinstall torch --index-url https://download.pytorch.org/whl/cu126`,
  'GPU too new for the CUDA of PyTorch': `
GPU 0 (NVIDIA B200) has compute capability 10.0, which CUDA has from 12.8 on, and PyTorch 2.13.0+cu126 (by VIRTUAL_ENV) is built for CUDA 12.6
  take the build for a newer CUDA
    /home/ada/net/.venv/bin/python3 -m pip install --force-reinstall torch`,
  'PyTorch without CUDA': `
PyTorch 2.13.0+cpu (by VIRTUAL_ENV) is built without CUDA
  take the build with CUDA
    /home/ada/net/.venv/bin/python3 -m pip install --force-reinstall torch`,
  'PyTorch without CUDA, of uv': `
PyTorch 2.13.0+cpu (by VIRTUAL_ENV) is built without CUDA
  take the build with CUDA
    uv pip install --reinstall-package torch torch --python /home/ada/net/.venv/bin/python3`,
  'PyTorch without CUDA, of conda': `
PyTorch 2.13.0 (by CONDA_PREFIX) is built without CUDA
  take the build with CUDA
    conda install -c conda-forge "pytorch-gpu>=2.11"`,
  'PyTorch for ROCm': `
PyTorch 2.13.0+rocm7.1 (by VIRTUAL_ENV) is built for AMD's ROCm
  take the build for CUDA
    /home/ada/net/.venv/bin/python3 -m pip install --force-reinstall torch`,
  'PyTorch too old': `
PyTorch 2.9.1+cu130 (by VIRTUAL_ENV) is too old: its stable C ABI is complete from 2.11 on
  take a newer one
    /home/ada/net/.venv/bin/python3 -m pip install --upgrade torch`,
  'PyTorch of another architecture': `
PyTorch 2.13.0+cu130 (by VIRTUAL_ENV) is built for arm64, and this Node for x64
  take a Node for arm64, or a Python for x64 and its PyTorch: https://nodejs.org/en/download`,
  'PyTorch that is not readable': `
PyTorch's library cannot be read: EACCES: permission denied, open '/home/ada/net/.venv/lib/python3.12/site-packages/torch/lib/libtorch_cpu.so'
  let this user read it
    sudo chmod -R a+rX /home/ada/net/.venv/lib/python3.12/site-packages/torch/lib`,
  'no PyTorch in the venv': `
no PyTorch is found
  install PyTorch
    /home/ada/net/.venv/bin/python3 -m pip install torch`,
  'no PyTorch in the Python of the system': `
no PyTorch is found
  install PyTorch
    python3 -m venv .venv
    . .venv/bin/activate
    pip install torch`,
  'two PyTorches, the first without CUDA': `
PyTorch 2.13.0+cpu (by VIRTUAL_ENV) is built without CUDA; there is another that will do: PyTorch 2.13.0+cu130 (by python3)
  take that one
    export TORCH_LIB=/usr/lib/python3/dist-packages/torch/lib`,
  'TORCH_LIB with a PyTorch without CUDA': `
PyTorch 2.13.0+cpu (by TORCH_LIB) is built without CUDA
  take the build with CUDA: take TORCH_LIB out of the environment, and install PyTorch
    unset TORCH_LIB
    /home/ada/net/.venv/bin/python3 -m pip install torch`,
  'TORCH_LIB that leads nowhere': `
there is no PyTorch in /opt/libtorch, where TORCH_LIB leads
  take TORCH_LIB out of the environment, or set it right
    unset TORCH_LIB`,
  'a GPU hidden by CUDA_VISIBLE_DEVICES': `
CUDA_VISIBLE_DEVICES="-1" hides the only GPU
  take it out of the environment
    unset CUDA_VISIBLE_DEVICES`,
  'two GPUs hidden by CUDA_VISIBLE_DEVICES': `
CUDA_VISIBLE_DEVICES="" hides all 2 GPUs
  take it out of the environment
    unset CUDA_VISIBLE_DEVICES`,
  'out of memory on the only GPU': `
the memory of GPU 0 (NVIDIA GeForce RTX 4090) is in use: 0.2 of 24.0 GiB are free, and CUDA takes 0.5 to begin
  see which programs hold it, and end them
    nvidia-smi --query-compute-apps=pid,used_memory,name --format=csv`,
  'out of memory on the first of two GPUs': `
the memory of GPU 0 (NVIDIA GeForce RTX 4090) is in use: 0.2 of 24.0 GiB are free, and CUDA takes 0.5 to begin
  take GPU 1
    export CUDA_VISIBLE_DEVICES=1
  see which programs hold it, and end them
    nvidia-smi --query-compute-apps=pid,used_memory,name --format=csv`,
  'WSL 1': `
WSL hands no GPU through: it is WSL 1, or too old
  update WSL, in a PowerShell of Windows
    wsl --update
    wsl --set-version Ubuntu-24.04 2`,
  'WSL 2 without a driver in Windows': `
WSL hands no NVIDIA driver through from Windows
  install NVIDIA's driver in Windows (nothing in Linux), and restart: https://www.nvidia.com/drivers
  update WSL, in a PowerShell of Windows
    wsl --update
    wsl --shutdown`,
  macOS: `
macOS has no CUDA
  compute on Apple's GPU by WebGPU: selectBackend('webgpu')
    npm install webgpu @tensorflow/tfjs-backend-webgpu@4.22.0`,
  'Windows without a driver': `
no NVIDIA driver answers: NVML and nvidia-smi are not there
  where there is an NVIDIA GPU, install NVIDIA's driver, and restart: https://www.nvidia.com/drivers
no PyTorch is found, and no Python
  install Python 3.10 or newer, and PyTorch with it
    winget install Python.Python.3.13
    python -m venv .venv
    .venv\\Scripts\\Activate.ps1
    pip install torch --index-url https://download.pytorch.org/whl/cu130`,
  'Windows without PyTorch': `
no PyTorch is found
  install PyTorch
    C:\\Users\\ada\\net\\.venv\\Scripts\\python.exe -m pip install torch --index-url https://download.pytorch.org/whl/cu130`,
  'Windows with the PyTorch of PyPI': `
PyTorch 2.13.0+cpu (by VIRTUAL_ENV) is built without CUDA
  take the build with CUDA
    C:\\Users\\ada\\net\\.venv\\Scripts\\python.exe -m pip install --force-reinstall torch --index-url https://download.pytorch.org/whl/cu130`,
  'Windows, hidden by CUDA_VISIBLE_DEVICES': `
CUDA_VISIBLE_DEVICES="-1" hides the only GPU
  take it out of the environment
    Remove-Item Env:CUDA_VISIBLE_DEVICES
no PyTorch is found, and no Python
  install Python 3.10 or newer, and PyTorch with it
    winget install Python.Python.3.13
    python -m venv .venv
    .venv\\Scripts\\Activate.ps1
    pip install torch --index-url https://download.pytorch.org/whl/cu130`,
  Alpine: `
this Node is built for musl, as on Alpine, and PyTorch and TensorFlow are built for glibc
  take an image with glibc
    docker run --gpus all -it node:24-bookworm bash`,
  'Node of 32 bits': `
there is no PyTorch with CUDA for Node on linux ia32
  take a 64-bit Node: https://nodejs.org/en/download`,
  'a container without --gpus': `
this container was started without a GPU, though its host has NVIDIA's driver 580.95.05
  start it with its GPUs (the host needs the NVIDIA Container Toolkit)
    docker run --gpus all ...`,
  'a container on a host without a driver': `
this container was started without a GPU, or its host has no NVIDIA driver
  start it with its GPUs (the host needs the NVIDIA Container Toolkit)
    docker run --gpus all ...`,
  'koffi missing': `
the npm package koffi, which calls native libraries, is not installed
  install it
    npm install koffi`,
  '@kindling/torch missing, of pnpm': `
the npm package @kindling/torch is not installed
  install it
    pnpm add @kindling/torch`,
  'tfjs-node-gpu as npm leaves it, and no TensorFlow': `
no PyTorch is found
  install PyTorch
    /home/ada/net/.venv/bin/python3 -m pip install torch
the npm package @kindling/torch is not installed
  install it
    npm install @kindling/torch
tfjs-node-gpu is installed without its native addon, and no pip TensorFlow is found in its place
  install a TensorFlow with CUDA
    /home/ada/net/.venv/bin/python3 -m pip install --upgrade "tensorflow[and-cuda]"`,
};

test.each(Object.entries(expected))('%s', async (name, sentences) => {
  const machine = fakeMachine(brokenMachines[name as BrokenMachine] as Fake);
  const text = describeDiagnosis(await diagnose({ selfTest: false }, machine));
  const said = text.split('\nCUDA does not work, because\n')[1]?.replaceAll(/^ {2}/gm, '');
  expect(said).toBe(sentences.slice(1));
});
