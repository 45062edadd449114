"""Compares a gradient of neural-style's loss with PyTorch's in double precision.

Usage: gradient.py NETWORK.safetensors CONTENT.png STYLE.png PICTURE.png GRADIENT.f32

The gradient is with respect to colors in 0..1; raw 32-bit floats, height x width x RGB.
"""

import json
import struct
import sys

import numpy
import torch
from PIL import Image
from torch.nn import functional

STYLE_LAYERS = ("conv1_1", "conv2_1", "conv3_1", "conv4_1", "conv5_1")
MEAN = torch.tensor([103.939, 116.779, 123.68]).reshape(1, 3, 1, 1)


def weights(path):
    with open(path, "rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(length))
        data = bytearray(file.read())
    for name, entry in header.items():
        if name != "__metadata__":
            begin, end = entry["data_offsets"]
            values = torch.frombuffer(data, dtype=torch.float32, count=(end - begin) // 4, offset=begin)
            yield name, values.reshape(entry["shape"]).clone()


def picture(path, precision):
    values = numpy.asarray(Image.open(path).convert("RGB")).astype(numpy.float64) / 255
    return torch.from_numpy(values).permute(2, 0, 1)[None].to(precision)


def responses(network, pixels):
    y = (pixels * 255).flip(1) - MEAN.to(pixels.dtype)
    found = {}
    for layer in sorted(name[:-7] for name in network if name.endswith(".weight")):
        if layer.endswith("_1") and layer != "conv1_1":
            y = functional.avg_pool2d(y, 2)
        weight, bias = (network[f"{layer}.{part}"].to(y.dtype) for part in ("weight", "bias"))
        y = functional.relu(functional.conv2d(y, weight, bias, padding=1))
        found[layer] = y
    return found


def gram(response):
    flat = response.flatten(2)[0]
    return flat @ flat.t() / flat.numel()


def gradient(network, content, style, pixels, precision):
    with torch.no_grad():
        target = responses(network, picture(content, precision))["conv4_2"]
        found = responses(network, picture(style, precision))
        grams = {layer: gram(found[layer]) for layer in STYLE_LAYERS}
    x = picture(pixels, precision).requires_grad_(True)
    found = responses(network, x)
    loss = 5 * ((found["conv4_2"] - target) ** 2).mean()
    for layer in STYLE_LAYERS:
        loss = loss + 100 * ((gram(found[layer]) - grams[layer]) ** 2).mean()
    loss.backward()
    return x.grad[0].permute(1, 2, 0).double().numpy().ravel()


network_file, content_file, style_file, picture_file, gradient_file = sys.argv[1:]
net = dict(weights(network_file))
exact = gradient(net, content_file, style_file, picture_file, torch.float64)
single = gradient(net, content_file, style_file, picture_file, torch.float32)
ours = numpy.fromfile(gradient_file, dtype=numpy.float32)
for who, values in (("Impasto", ours), ("PyTorch in single precision", single)):
    error = numpy.linalg.norm(values - exact) / numpy.linalg.norm(exact)
    print(f"{who}: relative L2 error of the gradient {error:.3g}")
