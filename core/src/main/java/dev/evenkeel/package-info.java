/** Matrix multiply, batch normalisation and weight initialisation. */
package dev.evenkeel;
