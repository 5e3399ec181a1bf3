/** What may be done with the views that callers give. Not exported. */
package dev.evenkeel.internal.memory;
