/** PyTorch's random numbers: {@link dev.evenkeel.torch.TorchReplay} is the door. */
package dev.evenkeel.torch;
