/** What is read of stored results. */
package dev.evenkeel.bench.page.stored;
