/** Batch normalisation: {@link dev.evenkeel.batchnorm.BatchNorm} is the door. */
package dev.evenkeel.batchnorm;
