"""JAX's training step as one jitted function: Adam 5e-4, cross-entropy, accuracy; loss and accuracy read back."""

import peer

task = peer.begin()
try:
    import jax
    from jax import numpy as jnp

    import jax_networks
    from batches import batches
except ImportError as error:
    peer.absent(str(error))

jax.config.update("jax_platforms", "cpu")
weights, statistics, apply = getattr(jax_networks, task["network"])()
moments = [jax.tree.map(jnp.zeros_like, weights) for _ in range(2)]
state = jax.device_put((weights, moments, statistics, jax.random.key(1), jnp.float32(0)))


def loss_of(weights, statistics, key, x, y):
    logits, statistics = apply(weights, statistics, key, x)
    loss = -jnp.take_along_axis(jax.nn.log_softmax(logits), y[:, None], 1).mean()
    return loss, ((logits.argmax(1) == y).mean(), statistics)


@jax.jit(donate_argnums=0)
def train(state, x, y):
    weights, (m, v), statistics, key, t = state
    key, drawn = jax.random.split(key)
    (loss, (accuracy, statistics)), g = jax.value_and_grad(loss_of, has_aux=True)(weights, statistics, drawn, x, y)
    t = t + 1
    rate = 5e-4 * jnp.sqrt(1 - 0.999**t) / (1 - 0.9**t)
    m = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, m, g)
    v = jax.tree.map(lambda v, g: 0.999 * v + 0.001 * g * g, v, g)
    weights = jax.tree.map(lambda w, m, v: w - rate * m / (jnp.sqrt(v) + 1e-7), weights, m, v)
    return (weights, [m, v], statistics, key, t), loss, accuracy


pictures, labels = (list(jax.device_put(part)) for part in batches(task["batch"]))
taken = 0


def step():
    global state, taken
    state, loss, accuracy = train(state, pictures[taken % len(pictures)], labels[taken % len(labels)])
    taken += 1
    return float(loss), float(accuracy)


peer.serve(step, f"JAX {jax.__version__}, jit")
