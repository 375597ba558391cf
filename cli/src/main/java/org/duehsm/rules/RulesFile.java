package org.duehsm.rules;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads rules: of each line whom it is for, what they may do, and with which keys. Its errors name file and line. */
final class RulesFile {

    private static final String RIGHTS =
            Arrays.stream(Right.values()).map(RulesFile::nameOf).collect(Collectors.joining(", "));

    private final Path file;

    private RulesFile(Path file) {
        this.file = file;
    }

    /** The rules in a file; throws IllegalArgumentException for what is none, and for a file that others can write. */
    static List<Rule> read(Path file) throws IOException {
        RulesFile rules = new RulesFile(file);
        List<Rule> read = new ArrayList<>();
        List<String> lines = TrustedFile.read(file);
        for (int i = 0; i < lines.size(); i++) {
            try {
                rules.rule(lines.get(i)).ifPresent(read::add);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(file + ":" + (i + 1) + ": " + e.getMessage(), e);
            }
        }
        return read;
    }

    private Optional<Rule> rule(String line) throws IOException {
        List<Word> words = Word.split(line);
        if (words.isEmpty()) {
            return Optional.empty();
        }
        String kind = words.get(0).text();
        int whoWords = kind.equals("tcp") ? 1 : 2;
        Rule.Who who = who(kind, words.size() < 2 ? "" : words.get(1).text());
        if (words.size() <= whoWords) {
            throw new IllegalArgumentException("says nothing of what they may do; add rights: " + RIGHTS);
        }
        Set<Right> rights = rights(words.get(whoWords).text());
        List<Word> keys = words.subList(whoWords + 1, words.size());
        if (keys.isEmpty() && !rights.equals(Set.of(Right.RANDOM))) {
            throw new IllegalArgumentException("names no keys; end the line with key ids, or * for all keys");
        }
        return Optional.of(
                new Rule(who, rights, keys.stream().map(RulesFile::pattern).toList()));
    }

    private Rule.Who who(String kind, String name) throws IOException {
        return switch (kind) {
            case "user" -> new Rule.User(user(name));
            case "group" -> group(name);
            case "tcp" -> new Rule.Tcp();
            case "token" -> token(name);
            default ->
                throw new IllegalArgumentException(
                        "'" + kind + "' is nobody; a line begins with user NAME, group NAME, tcp, or token FILE");
        };
    }

    private static UserPrincipal user(String name) {
        return Accounts.user(required("user", name))
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no user '" + name + "' on this system; name another, or make that one first"));
    }

    private static Rule.Group group(String name) {
        GroupPrincipal group = Accounts.group(required("group", name))
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no group '" + name + "' on this system; name another, or make that one first"));
        try {
            return new Rule.Group(group, Accounts.members(name));
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "the members of a group are asked from getent, which is not here; name its users instead", e);
        }
    }

    private Rule.Bearer token(String name) throws IOException {
        Path token = file.resolveSibling(required("token", name));
        try {
            return new Rule.Bearer(name, TrustedFile.readToken(token));
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException(
                    "there is no file " + token + " with a token; make one by: due-hsm random 24", e);
        }
    }

    private static String required(String kind, String name) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a name belongs behind '" + kind + "'");
        }
        return name;
    }

    private static Set<Right> rights(String text) {
        Set<Right> rights = EnumSet.noneOf(Right.class);
        for (String word : text.split(",", -1)) {
            rights.add(Arrays.stream(Right.values())
                    .filter(right -> nameOf(right).equals(word))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("'" + word + "' is no right; rights are " + RIGHTS
                            + ", with commas between them and no blanks")));
        }
        return rights;
    }

    private static String nameOf(Right right) {
        return right.name().toLowerCase(Locale.ROOT);
    }

    private static KeyPattern pattern(Word word) {
        if (word.text().isEmpty()) {
            throw new IllegalArgumentException("\"\" is no key id; for all keys write *");
        }
        return new KeyPattern(word.pieces());
    }
}
