/**
 * Weights in files that NumPy, PyTorch and JAX read and write: {@link dev.evenkeel.file.Safetensors} holds tensors by
 * name, {@link dev.evenkeel.file.Npy} holds one, and a {@link dev.evenkeel.file.Tensor} is what lies in them.
 */
package dev.evenkeel.file;
