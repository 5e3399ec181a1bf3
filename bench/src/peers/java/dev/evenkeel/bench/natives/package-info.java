/**
 * Peers that call native libraries through the org.bytedeco presets; compiled and put on the class path by the Maven
 * profile {@code peers} only.
 */
package dev.evenkeel.bench.natives;
