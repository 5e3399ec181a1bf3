/** The paper's figures, drawn from what trainings have logged, with a verdict on what the paper says of each. */
package dev.evenkeel.bench.study.paper.figure;
