/** Views that callers give: what they share, and whether an operation may use them. Not exported. */
package dev.evenkeel.internal.memory;
