/** Who draws random numbers and weights: Evenkeel, pure Java, native libraries; and what each is asked for. */
package dev.evenkeel.bench.random.peers;
