/** How channels are walked, whatever is computed of them. Not exported. */
package dev.evenkeel.internal.sweep;
