package dev.evenkeel.bench.campaign;

/**
 * Somebody's code for some kind of work. Constructing it loads nothing native, and fails where the library is not on
 * the class path.
 */
public interface Peer {
    /** The stable name in options and results: lower case, words joined by hyphens. */
    String name();
}
