/**
 * Which Java runs, with which options and environment, and what runs beside it.
 *
 * <p>A jar's manifest cannot add a module, and a module layer made later cannot give the incubator module to the class
 * path. So a second process is the only way that {@code java -jar benchmarks.jar} can work without options.
 *
 * <p>Some systems export {@code OPENBLAS_CORETYPE}, which makes OpenBLAS and all that is built on it slower: a
 * comparison under it is worth nothing.
 */
package dev.evenkeel.bench.launch;
