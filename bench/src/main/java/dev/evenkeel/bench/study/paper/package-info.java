/** The trainings of Glorot and Bengio's paper: table 1, and what its figures show of networks that are trained. */
package dev.evenkeel.bench.study.paper;
