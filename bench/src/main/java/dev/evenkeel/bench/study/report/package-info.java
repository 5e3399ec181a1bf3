/** All claims, and their findings as files: JSON, CSV, Markdown, and a page for a browser. */
package dev.evenkeel.bench.study.report;
