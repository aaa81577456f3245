"""PyTorch's training step: Adam 5e-4, cross-entropy, accuracy; loss and accuracy read back.

The task's `variant` names what to use: fused or foreach (Adam's implementation, that which PyTorch chooses if neither is
named), channels_last, compile.
"""

import peer

task = peer.begin()
try:
    import torch
    from torch.nn import functional

    import torch_networks
    from batches import batches
except ImportError as error:
    peer.absent(str(error))

torch.set_num_threads(task["cores"])
torch.manual_seed(1)
variant = task["variant"].split(" ")
layout = torch.channels_last if "channels_last" in variant else torch.contiguous_format

model = getattr(torch_networks, task["network"])().to(memory_format=layout)
optimizer = torch.optim.Adam(
    model.parameters(), lr=5e-4, eps=1e-7, **{name: True for name in ("fused", "foreach") if name in variant}
)
noise, labels = map(torch.from_numpy, batches(task["batch"]))
pictures = [batch.reshape(-1, 3, 32, 32).contiguous(memory_format=layout) for batch in noise]


def forward(x, y):
    logits = model(x)
    return functional.cross_entropy(logits, y), (logits.argmax(1) == y).float().mean()


if "compile" in variant:
    forward = torch.compile(forward)
taken = 0


def step():
    global taken
    optimizer.zero_grad(set_to_none=True)
    loss, accuracy = forward(pictures[taken % len(pictures)], labels[taken % len(labels)])
    loss.backward()
    optimizer.step()
    taken += 1
    return loss.item(), accuracy.item()


peer.serve(step, f"PyTorch {torch.__version__}, {task['variant']}")
