/** Claims that take training to examine. */
package dev.evenkeel.bench.study.claim.training;
