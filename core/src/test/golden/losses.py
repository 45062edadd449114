"""Makes the numbers that GoldenLossTest compares the losses with.

This is a second implementation of the network, of the losses and of their derivatives, in double
precision and with numpy alone. It was written from the formulas and derives them in its own way.
The formulas are the literature's, but for those of the balanced loss, which is the library's own:
they were read from its sources, so a mistake in the idea itself would be on both sides.

Where the two differ, find out which of them is wrong before changing either.

It writes, beside itself:
  network-max.safetensors, network-avg.safetensors
                      networks of VGG's form with few filters and random weights
  NAME.npy            pictures: rows x columns x 3, red first, 0 black and 1 full intensity
  losses.tsv          of every case the three parts of the loss
  gradient-CASE.npy   of every case the derivative with respect to the pixels

All that both sides read is rounded to 32-bit floats first, so that both compute with the same
numbers. Derivatives are made by backpropagation; each is compared with finite differences before
it is written. On another machine the last digits may differ.
"""

import json
import pathlib
import struct
from dataclasses import dataclass, replace

import numpy as np

FOLDER = pathlib.Path(__file__).resolve().parent

# ------------------------------------------------------------------------------- the network

# The layers of VGG-16 up to the last one that a convention usually compares at.
WIDTHS = {
    "conv1_1": 8, "conv1_2": 8,
    "conv2_1": 10, "conv2_2": 10,
    "conv3_1": 12, "conv3_2": 12, "conv3_3": 12,
    "conv4_1": 14, "conv4_2": 14, "conv4_3": 14,
    "conv5_1": 16,
}

# The network's channels are blue, green and red. No two of the numbers are equal, so that none can
# stand in another's place.
RANGE = 255.0
MEAN = (103.939, 116.779, 123.68)
STD = (57.375, 57.12, 58.395)


def float32(values):
    """Rounds to 32-bit floats, and goes on in double precision."""
    return np.asarray(values, dtype=np.float32).astype(np.float64)


@dataclass(frozen=True)
class Form:
    """How borders are treated, and what pooling does."""

    seamless: bool
    pooling: str
    # What all layers read beyond the border, where they have the same.
    padding: str = "usual"


def border(layer, form):
    if form.padding != "usual":
        return form.padding
    return "replicate" if layer == "conv1_1" and form.seamless else "zero"


def pad(x, kind):
    mode = {"zero": "constant", "replicate": "edge", "reflect": "reflect"}[kind]
    return np.pad(x, ((0, 0), (1, 1), (1, 1)), mode=mode)


def unpad_derivative(d, kind):
    """The derivative of pad: what a border was copied from has its derivative too."""
    d = d.copy()
    if kind != "zero":
        # The row or column inside that was copied: the first, or the second where there is one.
        row, column = (1 if kind == "replicate" else min(2, size - 2) for size in d.shape[1:])
        d[:, row] += d[:, 0]
        d[:, -1 - row] += d[:, -1]
        d[:, :, column] += d[:, :, 0]
        d[:, :, -1 - column] += d[:, :, -1]
    return d[:, 1:-1, 1:-1]


def convolve(x, weight, bias, kind):
    _, height, width = x.shape
    padded = pad(x, kind)
    y = np.empty((len(bias), height, width))
    y[:] = bias[:, None, None]
    for row in range(3):
        for column in range(3):
            seen = padded[:, row : row + height, column : column + width]
            y += np.tensordot(weight[:, :, row, column], seen, axes=(1, 0))
    return y


def convolve_derivative(dy, weight, kind):
    _, height, width = dy.shape
    d = np.zeros((weight.shape[1], height + 2, width + 2))
    for row in range(3):
        for column in range(3):
            part = np.tensordot(weight[:, :, row, column], dy, axes=(0, 0))
            d[:, row : row + height, column : column + width] += part
    return unpad_derivative(d, kind)


def windows(x, form):
    """The 2x2 windows as channels x rows x columns x 4, NaN where there is no position."""
    channels, height, width = x.shape
    if form.seamless:
        room = np.full((channels, height + height % 2, width + width % 2), np.nan)
        room[:, :height, :width] = x
    else:
        room = x[:, : height // 2 * 2, : width // 2 * 2]
    rows, columns = room.shape[1] // 2, room.shape[2] // 2
    four = room.reshape(channels, rows, 2, columns, 2).transpose(0, 1, 3, 2, 4)
    return four.reshape(channels, rows, columns, 4)


def pool(x, form):
    four = windows(x, form)
    if form.pooling == "l2":
        return np.sqrt(np.nanmean(four**2, axis=3))
    if form.pooling == "max":
        return np.nanmax(four, axis=3)
    return (2 if form.pooling == "rescaled-average" else 1) * np.nanmean(four, axis=3)


def pool_derivative(dy, x, form):
    four = windows(x, form)
    exists = ~np.isnan(four)
    if form.pooling == "l2":
        root = np.sqrt(np.nanmean(four**2, axis=3, keepdims=True))
        share = np.where(exists, four, 0) / exists.sum(axis=3, keepdims=True)
        share /= np.where(root > 0, root, 1)
    elif form.pooling != "max":
        share = exists / exists.sum(axis=3, keepdims=True)
        share = 2 * share if form.pooling == "rescaled-average" else share
    else:
        share = np.zeros(four.shape)
        np.put_along_axis(share, np.nanargmax(four, axis=3)[..., None], 1.0, axis=3)
    channels, rows, columns, _ = four.shape
    spread = (share * dy[..., None]).reshape(channels, rows, columns, 2, 2)
    spread = spread.transpose(0, 1, 3, 2, 4).reshape(channels, 2 * rows, 2 * columns)
    dx = np.zeros(x.shape)
    height, width = min(x.shape[1], 2 * rows), min(x.shape[2], 2 * columns)
    dx[:, :height, :width] = spread[:, :height, :width]
    return dx


def first_of_block(layer):
    return layer.endswith("_1") and layer != "conv1_1"


def scaled_input(picture):
    blue_green_red = picture.transpose(2, 0, 1)[::-1]
    return np.stack([(RANGE * v - m) / s for v, m, s in zip(blue_green_red, MEAN, STD)])


class Responses:
    """A picture's responses past the ReLUs, with all that the derivative needs."""

    def __init__(self, network, form, picture):
        self.network, self.form = network, form
        x = scaled_input(picture)
        self.of, self.before_pooling = {}, {}
        # How near a rounding error is to taking the other side of a ReLU or a maximum.
        self.margin = np.inf
        for layer, (weight, bias) in network.items():
            if first_of_block(layer):
                self.before_pooling[layer] = x
                if form.pooling == "max":
                    ordered = np.sort(np.nan_to_num(windows(x, form), nan=-1.0), axis=3)
                    gaps = (ordered[..., 3] - ordered[..., 2])[ordered[..., 3] > 0]
                    self.margin = min(self.margin, gaps.min())
                x = pool(x, form)
            y = convolve(x, weight, bias, border(layer, form))
            self.margin = min(self.margin, np.abs(y).min())
            x = self.of[layer] = np.maximum(y, 0)

    def derivative(self, slopes):
        """From derivatives with respect to layers' responses, that with respect to the pixels."""
        d = None
        for layer in reversed(self.network):
            d = slopes.get(layer, 0) + (0 if d is None else d)
            if np.ndim(d) == 0:
                d = None
                continue
            d = np.where(self.of[layer] > 0, d, 0)
            d = convolve_derivative(d, self.network[layer][0], border(layer, self.form))
            if first_of_block(layer):
                d = pool_derivative(d, self.before_pooling[layer], self.form)
        scale = RANGE / np.array(STD)
        return (scale[:, None, None] * d)[::-1].transpose(1, 2, 0)


def make_network(picture, form):
    """Random weights and biases, as {layer: (outputs x inputs x 3 x 3, outputs)}.

    They are such that every filter answers at two of three positions of a picture, and with a mean
    of 1 over all: deep layers then have their part in the loss, as in a trained network.
    """
    random = np.random.RandomState(20160627)
    network = {}
    x, inputs = scaled_input(picture), 3
    for layer, outputs in WIDTHS.items():
        weight = random.standard_normal((outputs, inputs, 3, 3))
        x = pool(x, form) if first_of_block(layer) else x
        y = convolve(x, weight, np.zeros(outputs), border(layer, form)).reshape(outputs, -1)
        third = y.shape[1] // 3
        ordered = np.sort(y, axis=1)
        bias = -(ordered[:, third] + ordered[:, third + 1]) / 2
        mean = np.maximum(y + bias[:, None], 0).mean(axis=1)
        weight, bias = float32(weight / mean[:, None, None, None]), float32(bias / mean)
        network[layer] = (weight, bias)
        x = np.maximum(convolve(x, weight, bias, border(layer, form)), 0)
        inputs = outputs
    return network


# ------------------------------------------------------------------------------ the losses

STYLE_LAYERS = ("conv1_1", "conv2_1", "conv3_1", "conv4_1", "conv5_1")


@dataclass(frozen=True)
class Convention:
    """A loss: names of its formulas, with weights and layers."""

    content: str
    style: str
    variation: str
    content_weight: float
    style_weight: float
    content_shares: dict
    style_shares: dict


FIFTHS = dict.fromkeys(STYLE_LAYERS, 1 / 5)
ONES = dict.fromkeys(STYLE_LAYERS, 1.0)

CONVENTIONS = {
    "balanced": Convention(
        "relative, squared", "covariances", "mean of squares", 1, 3,
        {"conv2_1": 0.25, "conv3_1": 0.35, "conv4_2": 0.4},
        dict(zip(STYLE_LAYERS, (0.3, 0.25, 0.2, 0.15, 0.1)))),
    "paper": Convention(
        "half the sum", "paper", "squares", 1, 1000, {"conv4_2": 1}, FIFTHS),
    "paper-mean": Convention(
        "25.6 means", "paper", "squares", 1, 1000, {"conv4_2": 1}, FIFTHS),
    "neural-style": Convention(
        "mean", "neural-style", "absolute 0..255", 5, 100, {"conv4_2": 1}, ONES),
    "gatys-code": Convention(
        "mean", "gatys-code", "squares", 1, 1, {"conv4_2": 1}, ONES),
    "style-transfer-pytorch": Convention(
        "mean", "wasserstein", "nine points", 0.015, 1, {"conv4_2": 1},
        dict(zip(STYLE_LAYERS, (w / 341 for w in (256, 64, 16, 4, 1))))),
}

# Statistics that may stand in place of a convention's own.
OTHER_STATISTICS = ("gram", "moments", "wasserstein", "histogram", "sliced")


def content_distance(formula, f, p):
    """A layer's distance of the response f from the photograph's p, and its derivative."""
    squares, derivative = np.sum((f - p) ** 2), 2 * (f - p)
    if formula == "relative, squared":
        energy = np.sum(p**2)
        return (squares / energy) ** 2, 2 * squares / energy**2 * derivative
    factor = {"half the sum": 0.5, "mean": 1 / f.size, "25.6 means": 25.6 / f.size}[formula]
    return factor * squares, factor * derivative


def gram_distance(formula, f, a):
    """A layer's distance of Gram matrices, and its derivative with respect to the response f."""
    n = len(f)
    own, other = f.reshape(n, -1), a.reshape(n, -1)
    m, m_other = own.shape[1], other.shape[1]
    difference = own @ own.T / m - other @ other.T / m_other
    factor = {
        # 1 / (4 N^2) sum of (G/M - A/M')^2
        "paper": 1 / (4 * n**2),
        # mean over the N x N entries of (G/(N M) - A/(N M'))^2
        "neural-style": 1 / n**2 / n**2,
        # 1000 / N^2 times the mean over the N x N entries of (G/M - A/M')^2
        "gatys-code": 1000 / n**2 / n**2,
        # the mean over the N x N entries of (G/M - A/M')^2
        "gram": 1 / n**2,
    }[formula]
    value = factor * np.sum(difference**2)
    derivative = factor * 4 / m * difference @ own
    return value, derivative.reshape(f.shape)


DISPLACEMENTS = ((0, 2), (2, 0), (4, -4), (4, 4))
DISPLACED_WEIGHT = 4
DISPLACED_LAYERS = ("conv2_1", "conv3_1")
LEAST_VARIANCE = 0.01
LEAST_DISTANCE = 0.02


def pairs(height, width, rows, columns):
    """Numbers, row by row, of the first and of the second position of every pair inside."""
    number = np.arange(height * width)
    number = number.reshape(height, width)
    left, right = max(0, -columns), max(0, columns)
    first = number[: max(0, height - rows), left : max(left, width - right)]
    second = number[rows:, right : max(right, width - left)]
    return first.ravel(), second.ravel()


class Statistics:
    """Means, covariances, and covariances of pairs of positions apart, of one response."""

    def __init__(self, f, layer):
        n, height, width = f.shape
        self.shape, self.f = f.shape, f.reshape(n, -1)
        self.mean = self.f.mean(axis=1)
        self.centered = self.f - self.mean[:, None]
        self.covariance = self.centered @ self.centered.T / (height * width)
        self.pairs, self.displaced = [], []
        for rows, columns in DISPLACEMENTS if layer in DISPLACED_LAYERS else ():
            first, second = pairs(height, width, rows, columns)
            # The means are those over all positions, also of those that are in no pair.
            products = self.f[:, first] @ self.f[:, second].T / max(1, len(first))
            self.pairs.append((first, second))
            self.displaced.append(products - np.outer(self.mean, self.mean))

    def derivative(self, by_mean, by_covariance, by_displaced):
        """From derivatives by the statistics, that by the response."""
        m = self.f.shape[1]
        # The centered responses sum to 0, and so the mean that is taken off has no part in this.
        d = (by_covariance + by_covariance.T) @ self.centered / m
        by_mean = by_mean.copy()
        for (first, second), by in zip(self.pairs, by_displaced):
            count = max(1, len(first))
            np.add.at(d.T, first, (by @ self.f[:, second]).T / count)
            np.add.at(d.T, second, (by.T @ self.f[:, first]).T / count)
            by_mean -= (by + by.T) @ self.mean
        return (d + by_mean[:, None] / m).reshape(self.shape)


def covariance_distance(layer, f, a, p):
    """The balanced style distance of the response f from the painting's a.

    p is the photograph's response, to whose distance it is relative, or None.
    """
    own, style = Statistics(f, layer), Statistics(a, layer)
    photograph = style if p is None else Statistics(p, layer)
    variances = (np.diag(style.covariance) + np.diag(photograph.covariance)) / 2
    by = 1 / np.sqrt(variances + LEAST_VARIANCE * variances.mean())
    by_both = np.outer(by, by)

    def relative(x, target, other, factors):
        """|x - target|^2 over the mean of |target|^2 and |other|^2, and its derivative."""
        size = (np.sum((factors * target) ** 2) + np.sum((factors * other) ** 2)) / 2
        return np.sum((factors * (x - target)) ** 2) / size, 2 * factors**2 * (x - target) / size

    def undisplaced(x):
        return (
            relative(x.mean, style.mean, photograph.mean, by),
            relative(x.covariance, style.covariance, photograph.covariance, by_both),
        )

    (means, by_mean), (covariances, by_covariance) = undisplaced(own)
    value = means + covariances
    share = DISPLACED_WEIGHT / len(DISPLACEMENTS)
    by_displaced = []
    for i, x in enumerate(own.displaced):
        if len(own.pairs[i][0]) == 0 or len(style.pairs[i][0]) == 0:
            # A response smaller than the displacement has nothing to compare.
            by_displaced.append(np.zeros(x.shape))
            continue
        distance, derivative = relative(x, style.displaced[i], photograph.displaced[i], by_both)
        value += share * distance
        by_displaced.append(share * derivative)
    derivative = own.derivative(by_mean, by_covariance, by_displaced)
    if p is None:
        return value, derivative
    whole = max(sum(distance for distance, _ in undisplaced(photograph)), LEAST_DISTANCE)
    return value / whole, derivative / whole


# Of the painting's mean variance where the distance is relative, and a number where it is not.
RELATIVE_NOISE = 1e-3
NOISE = 1e-4


def root(a):
    values, vectors = np.linalg.eigh(a)
    return vectors * np.sqrt(values) @ vectors.T


def normal_distance(formula, f, a, noise):
    """How far normal distributions of the responses f and a are apart, and its derivative by f.

    Both have white noise of a variance added. With "moments" the filters are independent.
    """
    own, style = Statistics(f, None), Statistics(a, None)
    eye = np.eye(len(f))
    sigma, s = own.covariance + noise * eye, style.covariance + noise * eye
    if formula == "moments":
        sigma, s = sigma * eye, s * eye
    by_mean = own.mean - style.mean
    sigma_root, s_root = root(sigma), root(s)
    # The roots of the eigenvalues of sigma^1/2 s sigma^1/2, without squares of small numbers.
    vectors, roots, _ = np.linalg.svd(sigma_root @ s_root)
    value = by_mean @ by_mean + np.trace(sigma) + np.trace(s) - 2 * roots.sum()
    unroot = np.linalg.inv(sigma_root)
    by_sigma = eye - unroot @ (vectors * roots @ vectors.T) @ unroot
    if formula == "moments":
        by_sigma = by_sigma * eye
    return value, own.derivative(2 * by_mean, by_sigma, [])


class JavaRandom:
    """java.util.Random, as its documentation defines it."""

    def __init__(self, seed):
        self.state = (seed ^ 0x5DEECE66D) & ((1 << 48) - 1)
        self.kept = None

    def bits(self, count):
        self.state = (self.state * 0x5DEECE66D + 0xB) & ((1 << 48) - 1)
        return self.state >> (48 - count)

    def uniform(self):
        return ((self.bits(26) << 27) + self.bits(27)) / (1 << 53)

    def normal(self):
        if self.kept is not None:
            kept, self.kept = self.kept, None
            return kept
        while True:
            a, b = 2 * self.uniform() - 1, 2 * self.uniform() - 1
            s = a * a + b * b
            if 0 < s < 1:
                factor = np.sqrt(-2 * np.log(s) / s)
                self.kept = b * factor
                return a * factor


def random_directions(filters):
    """As many at right angles as there are filters: the Q of random numbers, line by line."""
    random = JavaRandom(1)
    lines = np.array([[random.normal() for _ in range(filters)] for _ in range(filters)])
    q, r = np.linalg.qr(lines.T)
    return float32((q * np.sign(np.diag(r))).T)


def distribution_distance(formula, f, a):
    """Of each response from that of equal rank in the painting, along each direction."""
    directions = np.eye(len(f)) if formula == "histogram" else random_directions(len(f))
    responses = directions @ f.reshape(len(f), -1)
    painting = np.sort(directions @ a.reshape(len(a), -1), axis=1)
    ranks = np.argsort(np.argsort(responses, axis=1, kind="stable"), axis=1, kind="stable")
    own = (ranks + 0.5) / responses.shape[1]
    theirs = (np.arange(painting.shape[1]) + 0.5) / painting.shape[1]
    apart = responses - np.array([np.interp(o, theirs, y) for o, y in zip(own, painting)])
    return np.mean(apart**2), (directions.T @ (2 * apart / apart.size)).reshape(f.shape)


def other_distance(formula, f, a, p):
    """A distance relative to that of the photograph's response p, or of no response at all."""

    def plain(x):
        if formula in ("histogram", "sliced"):
            return distribution_distance(formula, x, a)
        if formula == "gram":
            return gram_distance(formula, x, a)
        variances = np.diag(Statistics(a, None).covariance)
        return normal_distance(formula, x, a, RELATIVE_NOISE * variances.mean())

    none, _ = plain(np.zeros(a.shape))
    whole = none if p is None else max(plain(p)[0], LEAST_DISTANCE * none)
    value, derivative = plain(f)
    return value / whole, derivative / whole


def laplacian_distance(x, c):
    """Of the Laplacians of pooled pictures, relative to the photograph's c; and its derivative."""
    sides = [side for side in (4, 16) if min(x.shape[:2]) // side > 2]
    value, derivative = 0.0, np.zeros(x.shape)
    for side in sides:
        rows, columns = x.shape[0] // side, x.shape[1] // side

        def laplacian(picture):
            seen = picture[: rows * side, : columns * side].sum(axis=2)
            means = seen.reshape(rows, side, columns, side).mean(axis=(1, 3))
            inner = -4 * means[1:-1, 1:-1]
            for y, x in ((0, 1), (2, 1), (1, 0), (1, 2)):
                inner = inner + means[y : y + rows - 2, x : x + columns - 2]
            return inner

        apart = laplacian(x) - laplacian(c)
        energy = np.sum(laplacian(c) ** 2) + 1e-8 * rows * columns
        value += np.sum(apart**2) / energy / len(sides)
        slope = np.zeros((rows, columns))
        slope[1:-1, 1:-1] -= 4 * apart
        for y, x_ in ((0, 1), (2, 1), (1, 0), (1, 2)):
            slope[y : y + rows - 2, x_ : x_ + columns - 2] += apart
        spread = np.kron(slope * 2 / energy / len(sides) / side**2, np.ones((side, side)))
        derivative[: rows * side, : columns * side] += spread[:, :, None]
    return value, derivative


def self_similarity(f, p):
    """How far likenesses of places are from the photograph's p, and the derivative by f."""
    _, height, width = f.shape
    assert height * width <= 512, "all places are compared"

    def parts(y):
        flat = y.reshape(len(y), -1)
        lengths = np.linalg.norm(flat, axis=0)
        units = flat / lengths
        distances = 1 - units.T @ units
        np.fill_diagonal(distances, 0)
        return distances / distances.sum(axis=0), units, lengths, distances.sum(axis=0)

    own, units, lengths, sums = parts(f)
    apart = own - parts(p)[0]
    n = len(lengths)
    rounded = 0.1 / n
    soft = np.sqrt(apart**2 + rounded**2)
    by_own = apart / soft / n
    by_distance = (by_own - np.sum(by_own * own, axis=0)) / sums
    np.fill_diagonal(by_distance, 0)
    by_units = -units @ (by_distance + by_distance.T)
    derivative = (by_units - units * np.sum(by_units * units, axis=0)) / lengths
    return np.sum(soft - rounded) / n, derivative.reshape(f.shape)


def nine_points(x):
    """Squares of differences in four directions, of the picture with its border repeated."""
    padded = pad(x.transpose(2, 0, 1), "replicate")
    value, derivative = 0.0, np.zeros(padded.shape)
    here, on, back, all_but = slice(1, -1), slice(2, None), slice(None, -1), slice(1, None)
    for weight, to, of in (
        (2 / 3, (here, on), (here, here)),
        (2 / 3, (on, here), (here, here)),
        (2 / 12, (all_but, all_but), (back, back)),
        (2 / 12, (all_but, back), (back, all_but)),
    ):
        difference = padded[(slice(None), *to)] - padded[(slice(None), *of)]
        value += weight * np.mean(difference**2)
        slope = weight * 2 * difference / difference.size
        derivative[(slice(None), *to)] += slope
        derivative[(slice(None), *of)] -= slope
    return value, unpad_derivative(derivative, "replicate").transpose(1, 2, 0)


def variation(formula, x):
    """Total variation, and its derivative with respect to the pixels."""
    if formula == "nine points":
        return nine_points(x)
    value, derivative = 0.0, np.zeros(x.shape)
    for axis in (0, 1):
        difference = np.diff(x, axis=axis)
        if formula == "absolute 0..255":
            value += 255 * np.sum(np.abs(difference))
            slope = 255 * np.sign(difference)
        else:
            positions = x.shape[0] * x.shape[1]
            share = 1 / positions if formula == "mean of squares" else 1
            value += share * np.sum(difference**2)
            slope = share * 2 * difference
        below = [slice(None)] * 3
        above = [slice(None)] * 3
        below[axis], above[axis] = slice(1, None), slice(None, -1)
        derivative[tuple(below)] += slope
        derivative[tuple(above)] -= slope
    return value, derivative


class Loss:
    """The three parts of the loss of any picture, as (value, derivative) each."""

    def __init__(self, network, case, content, style):
        self.network, self.case = network, case
        self.photograph = content
        self.content = Responses(network, case.form, content)
        self.style = Responses(network, case.form, style)

    def parts(self, x, with_derivative=True):
        convention = self.case.loss
        responses = Responses(self.network, self.case.form, x)

        def summed(weight, shares, distance):
            value, slopes = 0.0, {}
            for layer, share in shares.items() if weight > 0 else ():
                of_layer, slope = distance(layer, responses.of[layer])
                value += weight * share * of_layer
                slopes[layer] = weight * share * slope
            if not slopes:
                return value, np.zeros(x.shape)
            return value, responses.derivative(slopes) if with_derivative else None

        def content(layer, f):
            return content_distance(convention.content, f, self.content.of[layer])

        def style(layer, f):
            a = self.style.of[layer]
            p = self.content.of[layer] if convention.content_weight > 0 else None
            if self.case.style_loss != "-":
                return other_distance(self.case.style_loss, f, a, p)
            if convention.style == "covariances":
                return covariance_distance(layer, f, a, p)
            if convention.style == "wasserstein":
                value, derivative = normal_distance(convention.style, f, a, NOISE)
                return value / len(f), derivative / len(f)
            return gram_distance(convention.style, f, a)

        def detail():
            outlines, likeness = self.case.detail
            value, derivative = laplacian_distance(x, self.photograph)
            value, derivative, slopes = outlines * value, outlines * derivative, {}
            for layer in ("conv3_1", "conv4_1"):
                of_layer, slope = self_similarity(responses.of[layer], self.content.of[layer])
                value += likeness / 2 * of_layer
                slopes[layer] = likeness / 2 * slope
            return value, derivative + responses.derivative(slopes)

        value, derivative = variation(convention.variation, x)
        tv = self.case.tv_weight
        return {
            "content": summed(convention.content_weight, convention.content_shares, content),
            "style": summed(convention.style_weight, convention.style_shares, style),
            "tv": (tv * value, tv * derivative),
            "detail": detail() if any(self.case.detail) else (0.0, np.zeros(x.shape)),
        }

    def margin(self, x):
        return min(
            self.content.margin,
            self.style.margin,
            Responses(self.network, self.case.form, x).margin,
        )


# ------------------------------------------------------------------------------- the cases


def make_picture(seed, height, width, waves):
    """Waves of color with a little noise, so that no two neighbors are equal."""
    random = np.random.RandomState(seed)
    y, x = np.mgrid[:height, :width]
    colors = np.empty((height, width, 3))
    for k in range(3):
        across, down, phase = waves * random.uniform(0.4, 1, 3)
        colors[:, :, k] = 0.5 + 0.35 * np.sin(across * x + down * y + 6 * phase)
    return float32(colors + 0.1 * random.uniform(-1, 1, colors.shape))


def make_pictures():
    pictures = {}
    # Of the odd sizes every block but one has an odd side.
    for kind, seed, size, style_size in (("odd", 7, (29, 37), (42, 26)),
                                         ("even", 17, (32, 40), (24, 48))):
        content = make_picture(10 * seed, *size, 0.4)
        # The waves of the painting, at the size of the photograph.
        other = make_picture(10 * seed + 2, *size, 1.2)
        pictures[f"{kind}-content"] = content
        pictures[f"{kind}-style"] = make_picture(10 * seed + 2, *style_size, 1.2)
        pictures[f"{kind}-result"] = float32(0.4 * content + 0.6 * other)
    # Four rows and columns at conv3_1: there are no pairs of positions four rows and columns apart.
    pictures["small-style"] = make_picture(40, 14, 13, 1.2)
    noise = make_picture(30, 29, 37, 2.5)
    # A painting so like the photograph that the least distance counts in the place of theirs.
    pictures["odd-likeness"] = float32(0.97 * pictures["odd-content"] + 0.03 * noise)
    return pictures


@dataclass(frozen=True)
class Case:
    name: str
    convention: str
    loss: Convention
    form: Form
    content: str
    style: str
    result: str
    # The statistics that stand in place of the convention's.
    style_loss: str = "-"
    # Filled in when the other parts are known.
    tv_weight: float = 1
    # The weights of the Laplacian and of the self-similarity.
    detail: tuple = (0.0, 0.0)


FORMS = {
    "plain-max": (Form(seamless=False, pooling="max"), "odd"),
    "plain-average": (Form(seamless=False, pooling="average"), "even"),
    "seamless-average": (Form(seamless=True, pooling="average"), "odd"),
}

OTHER_FORMS = {
    "plain-l2": ("balanced", Form(seamless=False, pooling="l2"), "odd"),
    "seamless-l2": ("balanced", Form(seamless=True, pooling="l2"), "odd"),
    "rescaled-average": ("balanced", Form(seamless=True, pooling="rescaled-average"), "odd"),
    "zero": ("balanced", Form(seamless=True, pooling="average", padding="zero"), "odd"),
    "replicate": ("balanced", Form(seamless=True, pooling="average", padding="replicate"), "odd"),
    "reflect": (
        "style-transfer-pytorch",
        Form(seamless=False, pooling="average", padding="reflect"), "even"),
}


def make_cases():
    cases = []
    for convention, loss in CONVENTIONS.items():
        for form_name, (form, kind) in FORMS.items():
            cases.append(
                Case(f"{convention}-{form_name}", convention, loss, form,
                     f"{kind}-content", f"{kind}-style", f"{kind}-result"))
    balanced = next(c for c in cases if c.name == "balanced-seamless-average")
    alone = replace(balanced.loss, content_weight=0)
    cases.append(replace(balanced, name="default", tv_weight=0))
    cases.append(replace(balanced, name="balanced-without-content", loss=alone))
    cases.append(replace(balanced, name="balanced-likeness", style="odd-likeness"))
    cases.append(replace(balanced, name="balanced-small-style", style="small-style"))
    for form_name, (convention, form, kind) in OTHER_FORMS.items():
        cases.append(
            Case(f"{convention}-{form_name}", convention, CONVENTIONS[convention], form,
                 f"{kind}-content", f"{kind}-style", f"{kind}-result"))
    for other in OTHER_STATISTICS:
        cases.append(replace(balanced, name=f"balanced-{other}", style_loss=other))
        cases.append(replace(balanced, name=f"balanced-{other}-without-content", style_loss=other,
                             loss=alone))
    cases.append(replace(balanced, name="balanced-detail", detail=(0.5, 2.0)))
    return cases


def tv_weight(parts):
    """One digit, with which total variation has about a fifth of the derivative."""
    others = np.linalg.norm(parts["content"][1] + parts["style"][1])
    return float(f"{0.2 * others / np.linalg.norm(parts['tv'][1]):.0e}")


# Rounding in single precision must not take the other side of a ReLU or of a maximum.
LEAST_MARGIN = 1e-5

# Of the norm of the whole derivative. With less, a part's derivative could be off by 1 % and the
# whole one by less than the test allows.
LEAST_PART = 0.0125


def check(case, loss, x, parts):
    """Compares the derivative with finite differences; finds cases that would show little."""
    gradient = sum(derivative for _, derivative in parts.values())
    norm = np.linalg.norm(gradient)
    shares = {name: np.linalg.norm(part[1]) / norm for name, part in parts.items()}
    margin = loss.margin(x)
    assert np.diff(x, axis=0).all() and np.diff(x, axis=1).all(), "|0| has no derivative"
    random = np.random.RandomState(5)
    step = 1e-6
    worst = 0.0
    for pixel in [(0, 0, 0), (-1, -1, 2)] + [
        tuple(random.randint(size) for size in x.shape) for _ in range(6)
    ]:
        values = []
        for sign in (1, -1):
            moved = x.copy()
            moved[pixel] += sign * step
            values.append(sum(v for v, _ in loss.parts(moved, with_derivative=False).values()))
        difference = (values[0] - values[1]) / (2 * step)
        worst = max(worst, abs(difference - gradient[pixel]) / np.abs(gradient).max())
    print(
        f"{case.name:30} parts of the derivative",
        " ".join(f"{name} {share:.3f}" for name, share in shares.items()),
        f"margin {margin:.1e} finite differences {worst:.1e}",
    )
    # A step may change the order of two responses.
    most = 1e-5 if case.style_loss in ("histogram", "sliced") else 1e-6
    assert worst < most, f"{case.name}: finite differences are {worst} off"
    assert margin > LEAST_MARGIN, f"{case.name}: a margin of {margin}; take another seed"
    for name, (value, _) in parts.items():
        # Style counts too much for content to be seen where the photograph's distance is least.
        seen = shares[name] > LEAST_PART or value == 0 or case.style.endswith("likeness")
        assert seen, f"{case.name}: {name} has only {shares[name]:.3f} of the derivative"


def write_network(network, pooling):
    header = {
        "__metadata__": {
            "name": f"golden-{pooling}",
            "channels": "BGR",
            "range": f"0..{RANGE:.0f}",
            "mean": ",".join(map(str, MEAN)),
            "std": ",".join(map(str, STD)),
            "pooling": pooling,
        }
    }
    data = b""
    for layer, tensors in network.items():
        for name, tensor in zip(("weight", "bias"), tensors):
            added = tensor.astype("<f4").tobytes()
            header[f"{layer}.{name}"] = {
                "dtype": "F32",
                "shape": list(tensor.shape),
                "data_offsets": [len(data), len(data) + len(added)],
            }
            data += added
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    file = FOLDER / f"network-{pooling}.safetensors"
    file.write_bytes(struct.pack("<Q", len(text)) + text + data)


def write_array(name, values):
    np.save(FOLDER / f"{name}.npy", np.ascontiguousarray(values, dtype="<f4"))


def main():
    pictures = make_pictures()
    networks = {
        short: make_network(pictures["even-content"], Form(seamless=True, pooling=pooling))
        for short, pooling in (("max", "max"), ("avg", "average"))
    }
    columns = (
        "case", "convention", "borders", "pooling", "padding", "without", "style_loss", "tv_weight",
        "content_picture", "style_picture", "result_picture", "content", "style", "tv", "detail",
        "laplacian_weight", "self_similarity_weight",
    )
    rows = [columns]
    gradients = {}
    for case in make_cases():
        x = pictures[case.result]
        network = networks["max" if case.form.pooling == "max" else "avg"]
        loss = Loss(network, case, pictures[case.content], pictures[case.style])
        parts = loss.parts(x)
        if case.tv_weight > 0:
            loss.case = case = replace(case, tv_weight=tv_weight(parts))
            parts = loss.parts(x)
        check(case, loss, x, parts)
        gradients[case.name] = sum(derivative for _, derivative in parts.values())
        rows.append(
            (case.name, case.convention, "seamless" if case.form.seamless else "plain",
             case.form.pooling, case.form.padding,
             "-" if case.loss.content_weight > 0 else "content", case.style_loss, case.tv_weight,
             case.content, case.style, case.result, *(repr(float(v)) for v, _ in parts.values()),
             *case.detail)
        )
    for pooling, network in networks.items():
        write_network(network, pooling)
    for name, picture in pictures.items():
        write_array(name, picture)
    for name, gradient in gradients.items():
        write_array(f"gradient-{name}", gradient)
    text = "".join("\t".join(map(str, row)) + "\n" for row in rows)
    (FOLDER / "losses.tsv").write_text(text, newline="\n")


if __name__ == "__main__":
    main()
