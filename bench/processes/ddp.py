"""The same steps by PyTorch: alone, or as DistributedDataParallel on gloo. ddp.py ROWS SIZE STEPS"""
import json
import os
import sys
import tempfile
import time

import torch
import torch.distributed as dist
import torch.multiprocessing as mp
from torch import nn

WARM_UP = 30


def run(rank, size, rows, steps, file):
    torch.set_num_threads(1)
    torch.manual_seed(1)
    net = nn.Sequential(
        nn.Flatten(), nn.Linear(3072, 200), nn.ReLU(), nn.Linear(200, 150), nn.ReLU(), nn.Linear(150, 10)
    )
    if size > 1:
        dist.init_process_group("gloo", init_method=f"file://{file}", rank=rank, world_size=size)
        net = nn.parallel.DistributedDataParallel(net)
    optimizer = torch.optim.Adam(net.parameters(), lr=1e-3, fused=True)
    loss_of = nn.CrossEntropyLoss()
    x, y = torch.rand(2048, 32, 32, 3), torch.randint(0, 10, (2048,))
    times = []
    for step in range(WARM_UP + steps):
        begun = time.perf_counter()
        at = step * rows % (2048 - rows)
        optimizer.zero_grad(set_to_none=True)
        loss_of(net(x[at : at + rows]), y[at : at + rows]).backward()
        optimizer.step()
        times.append(1000 * (time.perf_counter() - begun))
    times = sorted(times[WARM_UP:])
    if rank == 0:
        print(json.dumps({"step": times[len(times) // 2]}), flush=True)
    if size > 1:
        dist.destroy_process_group()


if __name__ == "__main__":
    rows, size, steps = (int(given) for given in sys.argv[1:4])
    with tempfile.TemporaryDirectory() as folder:
        args = (size, rows, steps, os.path.join(folder, "meet"))
        if size == 1:
            run(0, *args)
        else:
            mp.spawn(run, args=args, nprocs=size)
