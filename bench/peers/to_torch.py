"""Writes the convolutions of a safetensors file as a PyTorch state dict with torchvision's names.

Usage: to_torch.py NETWORK.safetensors OUT.pth
"""

import json
import struct
import sys

import torch

# VGG-19's convolutions stand at these places of torchvision's `features`.
PLACES = {
    "conv1_1": 0, "conv1_2": 2,
    "conv2_1": 5, "conv2_2": 7,
    "conv3_1": 10, "conv3_2": 12, "conv3_3": 14, "conv3_4": 16,
    "conv4_1": 19, "conv4_2": 21, "conv4_3": 23, "conv4_4": 25,
    "conv5_1": 28, "conv5_2": 30, "conv5_3": 32, "conv5_4": 34,
}

source, target = sys.argv[1:]
with open(source, "rb") as file:
    (length,) = struct.unpack("<Q", file.read(8))
    header = json.loads(file.read(length))
    data = bytearray(file.read())

state = {}
for name, entry in header.items():
    if name != "__metadata__":
        layer, part = name.split(".")
        begin, end = entry["data_offsets"]
        values = torch.frombuffer(data, dtype=torch.float32, count=(end - begin) // 4, offset=begin)
        state[f"features.{PLACES[layer]}.{part}"] = values.reshape(entry["shape"]).clone()
torch.save(state, target)
