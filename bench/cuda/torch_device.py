"""PyTorch's training step on a device, without reading anything back: Adam 5e-4, cross-entropy, sums of loss and accuracy.

The task's `variant` has words: channels_last, tf32, compile (torch.compile), graphs (the step captured as a CUDA graph).
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

device = torch.device(task["device"])
if device.type == "cuda" and not torch.cuda.is_available():
    peer.absent("this PyTorch has no CUDA")
if device.type == "cpu":
    torch.set_num_threads(task["cores"])
torch.manual_seed(1)
words = task["variant"].split(" ")
torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = "tf32" in words
layout = torch.channels_last if "channels_last" in words else torch.contiguous_format

model = getattr(torch_networks, task["network"])().to(device, memory_format=layout)
captured = "graphs" in words
optimizer = torch.optim.Adam(model.parameters(), lr=5e-4, eps=1e-7, fused=True, capturable=captured)
noise, labels = (torch.from_numpy(part).to(device) for part in batches(task["batch"]))
pictures = [batch.reshape(-1, 3, 32, 32).contiguous(memory_format=layout) for batch in noise]
sums = torch.zeros(2, device=device)


def forward(x, y):
    logits = model(x)
    return functional.cross_entropy(logits, y), (logits.argmax(1) == y).float().mean()


if "compile" in words:
    forward = torch.compile(forward)


def train(x, y):
    optimizer.zero_grad(set_to_none=True)
    loss, accuracy = forward(x, y)
    loss.backward()
    optimizer.step()
    sums.add_(torch.stack((loss.detach(), accuracy)))


def capture():
    """The step as a graph, replayed on what is copied into the batch that it was captured with."""
    x, y = pictures[0].clone(memory_format=torch.preserve_format), labels[0].clone()
    stream = torch.cuda.Stream()
    stream.wait_stream(torch.cuda.current_stream())
    with torch.cuda.stream(stream):
        for _ in range(3):
            train(x, y)
    torch.cuda.current_stream().wait_stream(stream)
    graph = torch.cuda.CUDAGraph()
    optimizer.zero_grad(set_to_none=True)
    with torch.cuda.graph(graph):
        train(x, y)

    def replay(pictures, labels):
        x.copy_(pictures)
        y.copy_(labels)
        graph.replay()

    return replay


try:
    run = capture() if captured else train
except RuntimeError as error:
    peer.absent(str(error).splitlines()[0])
taken = 0


def step():
    global taken
    run(pictures[taken % len(pictures)], labels[taken % len(labels)])
    taken += 1


peer.serve(step, f"PyTorch {torch.__version__}, {task['variant']}", settle=sums.tolist)
