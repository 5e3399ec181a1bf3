package dev.evenkeel.bench.cli.profile;

/**
 * A command that is there only if the build had the profile of its sources, such as {@code -Pspark}: found as a
 * service, whose names are all in one file, with a name by picocli's {@code @Command}.
 */
public interface ProfileCommand {}
