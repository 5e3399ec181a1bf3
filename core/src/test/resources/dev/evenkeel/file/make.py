"""Writes the files of this folder beside itself, with NumPy and safetensors: see README.md."""
import pathlib

import numpy as np
import safetensors
import safetensors.numpy

here = pathlib.Path(__file__).parent

# Quiet and signalling NaN with payload, -0, the least subnormal, infinity, the greatest float.
bits = np.array([0x7FC12345, 0xFF812345, 0x80000000, 0x00000001, 0x7F800000, 0x7F7FFFFF], dtype="<u4")
special = bits.view("<f4").reshape(2, 3)


def count(*shape, dtype="<f4"):
    """0, 1, 2 … in row-major order."""
    return np.arange(np.prod(shape, dtype=int)).reshape(shape).astype(dtype)


arrays = {
    "special": special,
    "fortran": np.asfortranarray(count(3, 4)),
    "fortran3": np.asfortranarray(count(2, 3, 4)),
    "conv": count(4, 3, 2, 2),
    "scalar": np.array(7, dtype="<f4"),
    "vector": count(5),
    "empty": count(0, 3),
    "double": count(3, dtype="<f8") / 3,
    "long": count(2, 2, dtype="<i8") - 2,
    "half": count(4, dtype="<f2") / 2,
    "bool": np.array([True, False, True]),
    "bytes": count(3, dtype="u1"),
    # Refused:
    "big-endian": count(2, dtype=">f4"),
    "structured": np.zeros(2, dtype=[("x", "<f4"), ("y", "<i4")]),
    "text": np.array(["abc"]),
    "void": np.zeros(2, dtype="V2"),
    "complex128": np.zeros(2, dtype="<c16"),
}
for name, array in arrays.items():
    np.save(here / f"{name}.npy", array)
np.save(here / "object.npy", np.array([{}], dtype=object), allow_pickle=True)
for version in (2, 3):
    with open(here / f"version{version}.npy", "wb") as file:
        np.lib.format.write_array(file, count(2, 3), version=(version, 0))

safetensors.numpy.save_file({"a.bias": count(3), "a.weight": special}, here / "one-dtype.safetensors")
safetensors.numpy.save_file(
    {
        "layer.weight": count(4, 3, 2, 2),
        "layer.running_mean": count(3, dtype="<f8") / 3,
        "layer.num_batches_tracked": np.array(12, dtype="<i8"),
        "flags": np.array([True, False, True]),
        "nothing": count(0, 3),
        "größe": count(5),
    },
    here / "mixed.safetensors",
    metadata={"origin": 'a "quoted" line\nand ü'},
)
safetensors.numpy.save_file({}, here / "nothing.safetensors")
# The writer in Rust, which the Python package contains, on bytes: dtypes that NumPy does not have.
raw = {
    "bf16": ("bfloat16", [3], np.array([0x80, 0x3F, 0x00, 0xC0, 0x49, 0x40], dtype="u1")),
    "f8": ("float8_e4m3fn", [3], np.zeros(3, dtype="u1")),
    "f4": ("float4_e2m1fn_x2", [1, 2], np.array([0x12, 0x34], dtype="u1")),
}
specs = {
    name: safetensors.TensorSpec(dtype=dtype, shape=shape, data_ptr=data.ctypes.data, data_len=data.nbytes)
    for name, (dtype, shape, data) in raw.items()
}
(here / "rust.safetensors").write_bytes(safetensors.serialize(specs))
