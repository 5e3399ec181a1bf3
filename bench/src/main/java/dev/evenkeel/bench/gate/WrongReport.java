package dev.evenkeel.bench.gate;

/**
 * What is reported where an answer was wrong: no figure, because a wrong answer's time means nothing.
 *
 * @param message which answer of which jar
 */
record WrongReport(String message) {
    /** For a pull request. */
    String markdown() {
        return "**WRONG**: " + message.replace("|", "\\|") + "\n";
    }

    /** JUnit's XML: one failure. */
    String junit() {
        return "<testsuite name=\"gate\" tests=\"1\" failures=\"1\">\n"
                + "  <testcase classname=\"gate\" name=\"answers\"><failure message=\"WRONG "
                + GateReport.escape(message) + "\"/></testcase>\n</testsuite>\n";
    }
}
