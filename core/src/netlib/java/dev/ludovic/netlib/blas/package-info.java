/** Two classes in netlib's own package, because netlib shows what they need to no other. */
package dev.ludovic.netlib.blas;
