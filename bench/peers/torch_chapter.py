"""PyTorch's loop for the chapter: CIFAR-10 read, shuffled, batched, scaled, one-hot; ten epochs, each with its validation.

Prints `begun` once the libraries are loaded, a line an epoch, and `test loss`, which is what bench/chapter.ts times by.
"""

import peer

task = peer.begin()
try:
    import pathlib
    import tarfile

    import numpy
    import torch
    from torch.nn import functional

    import torch_networks
except ImportError as error:
    peer.absent(str(error))

torch.set_num_threads(task["cores"])
device = task.get("device", "cpu")
torch.manual_seed(1)


def archive(path):
    """The bytes of each file of the binary version by its name, from the archive, a folder with it, or its unpacked folder."""
    path = pathlib.Path(path)
    if path.is_dir():
        unpacked = list(path.rglob("*_batch*.bin"))
        if unpacked:
            return {file.name: file.read_bytes() for file in unpacked}
        path = path / "cifar-10-binary.tar.gz"
    with tarfile.open(path) as files:
        return {pathlib.Path(m.name).name: files.extractfile(m).read() for m in files if m.name.endswith(".bin")}


def records(files, names):
    """Pixels [n, 3072] and labels [n] as bytes: a record is a label and 3,072 pixels."""
    rows = numpy.concatenate([numpy.frombuffer(files[name], numpy.uint8).reshape(-1, 3073) for name in names])
    return torch.from_numpy(rows[:, 1:].copy()), torch.from_numpy(rows[:, 0].astype(numpy.int64))


def prepared(pixels, labels, order):
    """Batches of 32 in this order: pictures from 0 to 1, labels one-hot."""
    for chosen in order.split(32):
        x, y = pixels[chosen].to(device), labels[chosen].to(device)
        yield x.float().div_(255), functional.one_hot(y, 10).float()


def judged(x, y):
    logits = model(x)
    return functional.cross_entropy(logits, y), (logits.argmax(1) == y.argmax(1)).sum()


def train(pixels, labels):
    model.train()
    loss_sum, right = torch.zeros((), device=device), torch.zeros((), dtype=torch.int64, device=device)
    for x, y in prepared(pixels, labels, torch.randperm(len(pixels))):
        optimizer.zero_grad(set_to_none=True)
        loss, correct = judged(x, y)
        loss.backward()
        optimizer.step()
        loss_sum += loss.detach() * len(x)
        right += correct
    return loss_sum.item() / len(pixels), right.item() / len(pixels)


def evaluate(pixels, labels):
    model.eval()
    loss_sum, right = torch.zeros((), device=device), torch.zeros((), dtype=torch.int64, device=device)
    with torch.inference_mode():
        for x, y in prepared(pixels, labels, torch.arange(len(pixels))):
            loss, correct = judged(x, y)
            loss_sum += loss * len(x)
            right += correct
    return loss_sum.item() / len(pixels), right.item() / len(pixels)


print("begun", flush=True)
files = archive(task["data"])
training = records(files, [f"data_batch_{i}.bin" for i in range(1, 6)])
testing = records(files, ["test_batch.bin"])
model = torch_networks.mlp()
for layer in model:
    if isinstance(layer, torch.nn.Linear):
        torch.nn.init.xavier_uniform_(layer.weight)
        torch.nn.init.zeros_(layer.bias)
model = model.to(device)
optimizer = torch.optim.Adam(model.parameters(), lr=5e-4, eps=1e-7, fused=True)
for epoch in range(1, task["epochs"] + 1):
    seen = train(*training)
    loss, accuracy = evaluate(*testing)
    print(f"Epoch {epoch}/{task['epochs']} - loss: {seen[0]:.4f} - accuracy: {seen[1]:.4f}", flush=True)
print(f"test loss {loss:.4f}, accuracy {accuracy:.4f}")
