"""Makes the files of this folder: one small network of VGG-19's form, as other programs keep it.

Needs numpy, scipy, h5py and onnx. All numbers are multiples of 1/32 or exact in the form's numbers;
reference.safetensors has them as Impasto does.
"""
import io, json, os, pickle, zipfile
import h5py, numpy as np, onnx, scipy.io
from onnx import helper, numpy_helper

os.chdir(os.path.dirname(os.path.abspath(__file__)))
rng = np.random.default_rng(7)
names, filters, biases, inputs = [], {}, {}, 3
for block, (width, count) in enumerate(zip((2, 2, 3, 3, 4), (2, 2, 4, 4, 4)), 1):
    for index in range(1, count + 1):
        name = f"conv{block}_{index}"
        names.append(name)
        filters[name] = (rng.integers(-32, 33, (3, 3, inputs, width)) / 32).astype("f4")
        biases[name] = (rng.integers(-32, 33, width) / 32).astype("f4")
        inputs = width
outputs_first = {n: np.ascontiguousarray(filters[n].transpose(3, 2, 0, 1)) for n in names}
places = [0, 2, 5, 7, 10, 12, 14, 16, 19, 21, 23, 25, 28, 30, 32, 34]
state = {}
for place, name in zip(places, names):
    state[f"features.{place}.weight"] = outputs_first[name]
    state[f"features.{place}.bias"] = biases[name]


def safetensors(path, tensors):
    header, data = {}, b""
    for name, value in tensors.items():
        begin = len(data)
        data += np.ascontiguousarray(value).tobytes()
        header[name] = {"dtype": "F32", "shape": list(value.shape), "data_offsets": [begin, len(data)]}
    text = json.dumps(header).encode()
    with open(path, "wb") as out:
        out.write(len(text).to_bytes(8, "little") + text + data)


safetensors("reference.safetensors", state)
for prefix in ("module.", "backbone.vgg."):
    safetensors(prefix + "safetensors", {prefix + k: v for k, v in state.items()})
safetensors("bare.safetensors", {k.replace("features", "encoder"): v for k, v in state.items()})

# NumPy
layers = {n: [filters[n], biases[n]] for n in names}
np.save("list.npy", layers, allow_pickle=True)
np.save("dictionary.npy", {n: {"weights": np.asfortranarray(filters[n]), "biases": biases[n].astype(">f4")} for n in names}, allow_pickle=True)
with open("protocol2.npy", "wb") as out:
    np.lib.format.write_array_header_1_0(out, {"descr": "|O", "fortran_order": False, "shape": ()})
    pickle.dump(np.array(layers, dtype=object), out, protocol=2)
named = {f"{n}_{k}": v for n in names for k, v in (("W", filters[n]), ("b", biases[n]))}
np.savez("stored.npz", **named)
np.savez_compressed("deflated.npz", **state)

# MATLAB
mean = np.array([123.68, 116.779, 103.939], "f4").reshape(3, 1)
cells = np.empty((1, len(names)), object)
for i, name in enumerate(names):
    pair = np.empty((1, 2), object)
    pair[0, 0], pair[0, 1] = filters[name], biases[name].reshape(-1, 1)
    cells[0, i] = {"type": "conv", "name": name, "weights": pair}
for path, packed in (("plain.mat", False), ("deflated.mat", True)):
    scipy.io.savemat(path, {"layers": cells, "meta": {"normalization": {"averageImage": mean}}}, do_compression=packed)


def matlab73(path, packed):
    with h5py.File(path, "w", userblock_size=512) as file:
        kept, count = file.create_group("#refs#"), [0]

        def reference(value):
            count[0] += 1
            return store(kept, f"a{count[0]}", value).ref

        def store(group, name, value):
            if isinstance(value, dict):
                inner = group.create_group(name)
                for key, part in value.items():
                    store(inner, key, part)
                return inner
            if isinstance(value, str):
                return group.create_dataset(name, data=np.array([[ord(c)] for c in value], "u2"))
            if isinstance(value, list):
                return group.create_dataset(name, data=np.array([[reference(v)] for v in value], h5py.ref_dtype))
            how = {"compression": "gzip", "shuffle": True, "chunks": tuple((s + 1) // 2 for s in value.T.shape)}
            return group.create_dataset(name, data=value.T, **(how if packed else {}))

        store(file, "layers", [{"type": "conv", "name": n, "weights": [filters[n], biases[n].reshape(-1, 1)]} for n in names[:8]])
        store(file, "meta", {"normalization": {"averageImage": mean}})
    with open(path, "r+b") as out:
        out.write(b"MATLAB 7.3 MAT-file".ljust(124) + b"\x00\x02IM")


matlab73("version73.mat", False)
matlab73("version73-deflated.mat", True)

# Keras 3
with h5py.File("keras3.weights.h5", "w") as file:
    for i, name in enumerate(names[:7]):
        group = file.create_group("layers/" + ("conv2d" if i == 0 else f"conv2d_{i}") + "/vars")
        group["0"], group["1"] = filters[name], biases[name]
with zipfile.ZipFile("keras3.keras", "w", zipfile.ZIP_DEFLATED) as archive:
    archive.writestr("config.json", "{}")
    archive.write("keras3.weights.h5", "model.weights.h5")
with zipfile.ZipFile("wrapped.zip", "w", zipfile.ZIP_DEFLATED) as archive:
    archive.writestr("README.txt", "weights")
    archive.write("bare.safetensors", "weights/vgg.safetensors")

# TensorFlow.js, and shards of safetensors
weights, data = [], b""
for name in names:
    for key, value in (("kernel", filters[name]), ("bias", biases[name])):
        entry = {"name": f"block{name[4]}_conv{name[6]}/{key}", "shape": list(value.shape), "dtype": "float32"}
        if key == "kernel":
            entry["quantization"] = {"dtype": "uint8", "scale": 1 / 32, "min": -1.0}
            data += np.rint((value + 1) * 32).astype("u1").tobytes()
        else:
            data += value.tobytes()
        weights.append(entry)
parts = ["group1-shard1of2.bin", "group1-shard2of2.bin"]
for part, piece in zip(parts, (data[:701], data[701:])):
    with open(part, "wb") as out:
        out.write(piece)
with open("model.json", "w") as out:
    json.dump({"format": "layers-model", "weightsManifest": [{"paths": parts, "weights": weights}]}, out)
keys, found = list(state), {}
for i in range(2):
    shard = f"model-{i + 1}-of-2.safetensors"
    safetensors(shard, {k: state[k] for k in keys[i::2]})
    found.update({k: shard for k in keys[i::2]})
with open("model.safetensors.index.json", "w") as out:
    json.dump({"weight_map": found}, out)


# ONNX: constants as nodes, biases added, padding apart, quantized
def graph(path, quantized):
    nodes, constants, value = [], [], "picture"

    def constant(name, array):
        if quantized:
            constants.append(numpy_helper.from_array(array, name))
        else:
            nodes.append(helper.make_node("Constant", [], [name + "_c"], value=numpy_helper.from_array(array)))
            nodes.append(helper.make_node("Identity", [name + "_c"], [name]))
        return name

    pads = constant("pads", np.array([0, 0, 1, 1, 0, 0, 1, 1]))
    for name in names:
        if name.endswith("_1") and name != "conv1_1":
            nodes.append(helper.make_node("MaxPool", [value], [name + "_p"], kernel_shape=[2, 2], strides=[2, 2]))
            value = name + "_p"
        if quantized:
            scales = np.full(len(biases[name]), 1 / 32, "f4")
            whole = np.rint(outputs_first[name] * 32).astype("i1")
            inputs = [constant(name + "_q", whole), constant(name + "_s", scales)]
            nodes.append(helper.make_node("DequantizeLinear", inputs, [name + "_w"], axis=0))
            nodes.append(helper.make_node("Conv", [value, name + "_w", constant(name + "_b", biases[name])], [name], auto_pad="SAME_UPPER", kernel_shape=[3, 3]))
        else:
            nodes.append(helper.make_node("Pad", [value, pads], [name + "_pad"]))
            nodes.append(helper.make_node("Conv", [name + "_pad", constant(name + "_w", outputs_first[name])], [name + "_n"], kernel_shape=[3, 3]))
            nodes.append(helper.make_node("Add", [name + "_n", constant(name + "_b", biases[name].reshape(1, -1, 1, 1))], [name]))
        nodes.append(helper.make_node("Relu", [name], [name + "_r"]))
        value = name + "_r"
    nodes.append(helper.make_node("MaxPool", [value], ["p5"], kernel_shape=[2, 2], strides=[2, 2]))
    nodes.append(helper.make_node("AveragePool", ["p5"], ["out"], kernel_shape=[7, 7]))
    kind = onnx.TensorProto.FLOAT
    made = helper.make_graph(nodes, "g", [helper.make_tensor_value_info("picture", kind, None)], [helper.make_tensor_value_info("out", kind, None)], constants)
    onnx.save(helper.make_model(made), path)


graph("nodes.onnx", False)
graph("quantized.onnx", True)
