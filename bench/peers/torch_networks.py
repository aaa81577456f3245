"""The networks of the benchmark in PyTorch. Their last layer gives logits: the softmax is in the loss."""

from torch import nn


def mlp():
    """The chapter's: 3072-200-150-10."""
    return nn.Sequential(
        nn.Flatten(),
        nn.Linear(3072, 200),
        nn.ReLU(),
        nn.Linear(200, 150),
        nn.ReLU(),
        nn.Linear(150, 10),
    )


def cnn():
    """The book's next: 592,554 parameters, 640 of which are running means and variances."""

    def block(channels, filters, stride):
        # 'same' at stride 2 and an even size pads one row below and one column to the right.
        pad = [nn.ZeroPad2d((0, 1, 0, 1))] if stride == 2 else []
        convolution = nn.Conv2d(channels, filters, 3, stride, padding=1 if stride == 1 else 0)
        return [*pad, convolution, nn.BatchNorm2d(filters, eps=1e-3, momentum=0.01), nn.LeakyReLU(0.3)]

    return nn.Sequential(
        *block(3, 32, 1),
        *block(32, 32, 2),
        *block(32, 64, 1),
        *block(64, 64, 2),
        nn.Flatten(),
        nn.Linear(8 * 8 * 64, 128),
        nn.BatchNorm1d(128, eps=1e-3, momentum=0.01),
        nn.LeakyReLU(0.3),
        nn.Dropout(0.5),
        nn.Linear(128, 10),
    )
