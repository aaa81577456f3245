"""The tensor operations that layers, losses and metrics are made of, with their gradients.

They tell where a tfjs backend lacks a kernel or computes wrongly; Kindling's own code is not in them.
"""

import numpy as np
from keras import ops

from .draw import Draw
from .gradient import pull_back


def _case(title, operation, function, *inputs, constants=(), options=None):
    """Differentiated by `inputs`; `constants` (labels, masks) follow them in the call."""
    output, cotangent, gradients = pull_back(title, lambda *xs: function(*xs, *constants), inputs)
    return {
        "name": title,
        "operation": operation,
        "options": options or {},
        "inputs": list(inputs),
        "constants": list(constants),
        "output": output,
        "cotangent": cotangent,
        "gradients": gradients,
    }


def _forward(title, operation, function, *inputs, options=None):
    """Has no gradient."""
    return {
        "name": title,
        "operation": operation,
        "options": options or {},
        "inputs": list(inputs),
        "constants": [],
        "output": np.asarray(function(*inputs)),
    }


def _products():
    for deep in (5, 64):
        for left in (False, True):
            for right in (False, True):
                draw = Draw(f"matMul {deep} {left} {right}")
                a = draw.normal(*((deep, 6) if left else (6, deep)), scale=0.3)
                b = draw.normal(*((7, deep) if right else (deep, 7)), scale=0.3)
                options = {"transposeA": left, "transposeB": right}
                flip = lambda x, yes: ops.transpose(x) if yes else x
                product = lambda a, b, left=left, right=right, flip=flip: ops.matmul(flip(a, left), flip(b, right))
                title = f"{deep} deep, {'first' if left else ''}{' and ' if left and right else ''}{'second' if right else ''}"
                title = f"matMul {title} transposed" if left or right else f"matMul {deep} deep"
                yield _case(title, "matMul", product, a, b, options=options)
                bias = draw.normal(7)
                fused = lambda a, b, c, product=product: ops.relu(product(a, b) + c)
                yield _forward(title.replace("matMul", "fused matMul, bias and relu,"), "fused.matMul", fused, a, b, bias, options=options)
    draw = Draw("batched matMul")
    yield _case("matMul of stacks", "matMul", ops.matmul, draw.normal(3, 4, 5), draw.normal(3, 5, 2))


def _arithmetic():
    draw = Draw("arithmetic")
    a, b, row = draw.normal(3, 4), draw.normal(3, 4), draw.normal(4)
    away = np.where(np.abs(b) < 0.3, 0.7, b).astype(np.float32)
    positive = draw.uniform(3, 4, low=0.1, high=4)
    for name, function in (("add", ops.add), ("sub", ops.subtract), ("mul", ops.multiply)):
        yield _case(name, name, function, a, b)
        yield _case(f"{name} of a row", name, function, a, row)
    for name, function in (("div", ops.divide), ("maximum", ops.maximum), ("minimum", ops.minimum)):
        yield _case(name, name, function, a, away)
    for name in ("abs", "exp", "square", "sigmoid", "tanh", "relu", "softplus", "erf"):
        yield _case(name, name, getattr(ops, name), a)
    for name in ("sqrt", "rsqrt", "log", "log1p", "reciprocal"):
        yield _case(name, name, getattr(ops, name), positive)
    yield _case("neg", "neg", ops.negative, a)
    yield _case("leakyRelu", "leakyRelu", lambda x: ops.leaky_relu(x, 0.3), a, options={"alpha": 0.3})
    yield _case("elu", "elu", ops.elu, a)
    yield _case("selu", "selu", ops.selu, a)
    yield _case("clipByValue", "clipByValue", lambda x: ops.clip(x, -0.5, 0.5), a)
    yield _forward("floor", "floor", ops.floor, a * 3)
    yield _forward("round", "round", ops.round, a * 3)
    yield _forward("sign", "sign", ops.sign, a)
    mask = (a > 0).astype(np.int32)
    yield _case("where", "where", lambda x, y, m: ops.where(m == 1, x, y), a, b, constants=[mask])
    for name, function in (("greater", ops.greater), ("equal", ops.equal), ("lessEqual", ops.less_equal)):
        yield _forward(name, name, lambda x, y, f=function: np.asarray(f(x, y)).astype(np.int32), a, np.where(mask, a, b))


def _reductions():
    x = Draw("reductions").normal(3, 4, 2)
    for name, function in (("sum", ops.sum), ("mean", ops.mean), ("max", ops.max), ("min", ops.min), ("prod", ops.prod)):
        yield _case(name, name, lambda x, f=function: f(x, axis=1), x, options={"axis": 1})
        yield _case(f"{name} of all", name, lambda x, f=function: ops.reshape(f(x), (1,)), x)
    yield _case("softmax", "softmax", ops.softmax, x)
    yield _case("logSoftmax", "logSoftmax", ops.log_softmax, x)
    yield _case("logSumExp", "logSumExp", lambda x: ops.logsumexp(x, axis=-1), x)
    yield _case("cumsum", "cumsum", lambda x: ops.cumsum(x, axis=1), x, options={"axis": 1})
    yield _case("moments", "moments", lambda x: ops.stack(ops.moments(x, axes=[0, 1])), x)
    yield _forward("argMax", "argMax", lambda x: ops.argmax(x, axis=1), x)
    yield _forward("topk", "topk", lambda x: ops.top_k(x, 2)[0], x.transpose(0, 2, 1).copy(), options={"k": 2})


def _shapes():
    draw = Draw("shapes")
    x, y = draw.normal(3, 4, 2), draw.normal(3, 1, 2)
    yield _case("concat", "concat", lambda a, b: ops.concatenate([a, b], axis=1), x, y, options={"axis": 1})
    yield _case("reshape", "reshape", lambda a: ops.reshape(a, (6, 4)), x, options={"shape": [6, 4]})
    yield _case("transpose", "transpose", lambda a: ops.transpose(a, (2, 0, 1)), x, options={"perm": [2, 0, 1]})
    yield _case("slice", "slice", lambda a: a[1:3, 0:2], x, options={"begin": [1, 0, 0], "size": [2, 2, 2]})
    yield _case("pad", "pad", lambda a: ops.pad(a, [[0, 0], [1, 2], [0, 1]]), x, options={"paddings": [[0, 0], [1, 2], [0, 1]]})
    yield _case("tile", "tile", lambda a: ops.tile(a, (1, 2, 3)), x, options={"reps": [1, 2, 3]})
    yield _case("reverse", "reverse", lambda a: ops.flip(a, axis=1), x, options={"axis": 1})
    yield _case("stack", "stack", lambda a, b: ops.stack([a, b], axis=1), x, x * 2, options={"axis": 1})
    labels = draw.integers(4, 6)
    yield _case("gather", "gather", lambda a, i: ops.take(a, i, axis=0), draw.normal(4, 3), constants=[labels])
    one_hot = lambda i: ops.one_hot(i, 4)
    yield _forward("oneHot as int32", "oneHot", lambda i: np.asarray(one_hot(i)).astype(np.int32), labels, options={"depth": 4, "dtype": "int32"})
    yield _forward("oneHot as float32", "oneHot", one_hot, labels, options={"depth": 4, "dtype": "float32"})


def _images():
    draw = Draw("images")
    x = draw.normal(2, 6, 5, 3)
    for padding in ("same", "valid"):
        for strides in (1, 2):
            options = {"strides": strides, "pad": padding}
            title = f"{padding}, stride {strides}"
            conv = lambda a, k, s=strides, p=padding: ops.conv(a, k, strides=s, padding=p)
            yield _case(f"conv2d, {title}", "conv2d", conv, x, draw.normal(3, 3, 3, 4), options=options)
            depthwise = lambda a, k, s=strides, p=padding: ops.depthwise_conv(a, k, strides=s, padding=p)
            yield _case(f"depthwiseConv2d, {title}", "depthwiseConv2d", depthwise, x, draw.normal(3, 3, 3, 2), options=options)
            pooled = {**options, "size": 2}
            most = lambda a, s=strides, p=padding: ops.max_pool(a, 2, strides=s, padding=p)
            mean = lambda a, s=strides, p=padding: ops.average_pool(a, 2, strides=s, padding=p)
            yield _case(f"maxPool, {title}", "maxPool", most, x, options=pooled)
            yield _case(f"avgPool, {title}", "avgPool", mean, x, options=pooled)
    back = lambda a, k: ops.conv_transpose(a, k, strides=2, padding="same")
    yield _case("conv2dTranspose", "conv2dTranspose", back, x, draw.normal(3, 3, 4, 3), options={"strides": 2, "pad": "same"})
    mean, variance, gain = draw.normal(3), draw.uniform(3, low=0.5), draw.normal(3)
    norm = lambda a, m, v, o, g: ops.batch_normalization(a, m, v, -1, offset=o, scale=g, epsilon=1e-3)
    yield _case("batchNorm", "batchNorm", norm, x, mean, variance, draw.normal(3), gain)


def numbers():
    groups = (_products, _arithmetic, _reductions, _shapes, _images)
    return {"cases": [case for group in groups for case in group()]}
