/** Claims about a network before its first update. */
package dev.evenkeel.bench.study.claim.start;
