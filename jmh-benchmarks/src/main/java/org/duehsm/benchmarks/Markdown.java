package org.duehsm.benchmarks;

import java.util.Collections;
import java.util.List;

/** Paragraphs, tables and pictures of a Markdown page. */
final class Markdown {

    private final StringBuilder text = new StringBuilder();

    Markdown heading(String heading) {
        text.append("\n## ").append(heading).append("\n");
        return this;
    }

    Markdown paragraph(String paragraph) {
        text.append(text.length() == 0 ? "" : "\n").append(paragraph).append("\n");
        return this;
    }

    Markdown picture(String file, String alternative) {
        return paragraph("![" + alternative + "](" + file + ")");
    }

    /** A table; its first column is text, the others are numbers. */
    Markdown table(List<String> head, List<List<String>> rows) {
        text.append("\n");
        row(head);
        text.append("|---|")
                .append(String.join("", Collections.nCopies(head.size() - 1, "--:|")))
                .append("\n");
        rows.forEach(this::row);
        return this;
    }

    private void row(List<String> cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
