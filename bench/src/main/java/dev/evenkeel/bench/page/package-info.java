/** Stored results as one HTML page that needs nothing but a browser. */
package dev.evenkeel.bench.page;
