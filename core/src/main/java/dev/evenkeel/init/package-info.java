/** First weights: an {@link dev.evenkeel.init.Initializer} is a scheme as data. */
package dev.evenkeel.init;
