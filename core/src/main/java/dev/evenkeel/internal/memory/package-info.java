/**
 * Views that callers give: what they share, whether an operation may use them, and how their elements are walked one by
 * one. Not exported.
 */
package dev.evenkeel.internal.memory;
