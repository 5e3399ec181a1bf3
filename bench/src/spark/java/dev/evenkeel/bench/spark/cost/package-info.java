/** What a round of training on a cluster costs, measured and predicted. */
package dev.evenkeel.bench.spark.cost;
