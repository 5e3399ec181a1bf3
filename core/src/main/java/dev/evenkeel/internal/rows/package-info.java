/** How rows are walked and shared among threads, whatever is computed of them. Not exported. */
package dev.evenkeel.internal.rows;
