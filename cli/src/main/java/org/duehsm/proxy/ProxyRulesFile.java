package org.duehsm.proxy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.duehsm.rules.TrustedFile;
import org.duehsm.rules.Word;

/** Reads the rules of a proxy: blocks, each begun by a line {@code rule NAME}. Its errors name file and line. */
final class ProxyRulesFile {

    private final List<ProxyRule> read = new ArrayList<>();
    private ProxyRuleBlock block;
    private int blockLine;

    private ProxyRulesFile() {}

    /** The rules in a file; throws IllegalArgumentException as {@link ProxyRules#read}. */
    static List<ProxyRule> read(Path file) throws IOException {
        ProxyRulesFile rules = new ProxyRulesFile();
        int line = 0;
        try {
            for (String text : TrustedFile.readPrivate(file)) {
                line++;
                List<Word> words = Word.split(text);
                if (words.isEmpty()) {
                    continue;
                }
                if (words.get(0).text().equals("rule")) {
                    int begun = line;
                    line = rules.blockLine; // of what a rule lacks, where it begins
                    rules.endBlock();
                    line = begun;
                    rules.block = ProxyRuleBlock.begin(words);
                    rules.blockLine = line;
                } else if (rules.block == null) {
                    throw new IllegalArgumentException("belongs to no rule; begin one before it by: rule NAME");
                } else {
                    rules.block.add(words);
                }
            }
            line = rules.blockLine;
            rules.endBlock();
        } catch (IllegalArgumentException e) {
            throw line == 0 ? e : new IllegalArgumentException(file + ":" + line + ": " + e.getMessage(), e);
        }
        if (rules.read.isEmpty()) {
            throw new IllegalArgumentException(file + ": has no rule, so that nothing would be passed on");
        }
        return rules.read;
    }

    private void endBlock() {
        if (block == null) {
            return;
        }
        ProxyRule rule = block.end();
        for (ProxyRule other : read) {
            if (other.name().equals(rule.name())) {
                throw new IllegalArgumentException("there is another rule " + rule.name() + "; give it another name");
            }
            if (other.placeholder().equals(rule.placeholder())
                    && other.service().equals(rule.service())
                    && other.region().equals(rule.region())) {
                throw new IllegalArgumentException(
                        "rule " + other.name() + " has the same placeholder, service and region,"
                                + " which choose a rule; give one of them another placeholder, or make one rule of both");
            }
        }
        read.add(rule);
    }
}
