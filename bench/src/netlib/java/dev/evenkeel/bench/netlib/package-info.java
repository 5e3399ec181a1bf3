/**
 * What Evenkeel's jar in front of netlib does for its callers: routines and Spark MLlib, timed in JVMs of their own
 * with and without it, answers compared. {@link dev.evenkeel.bench.netlib.NetlibCommand} is the command, {@link
 * dev.evenkeel.bench.netlib.MeasuredJvm} what it starts.
 */
package dev.evenkeel.bench.netlib;
