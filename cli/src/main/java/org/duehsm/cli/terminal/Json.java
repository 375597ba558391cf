package org.duehsm.cli.terminal;

import java.util.Iterator;
import java.util.Map;

/** Writes maps, iterables, strings, numbers, booleans and null as JSON (RFC 8259) in ASCII, two spaces deep. */
final class Json {

    private final StringBuilder text = new StringBuilder();

    private Json() {}

    static String write(Object value) {
        Json json = new Json();
        json.value(value, "\n");
        return json.text.toString();
    }

    private void value(Object value, String newline) {
        if (value instanceof Map<?, ?> map) {
            block('{', '}', map.entrySet(), newline);
        } else if (value instanceof Iterable<?> list) {
            block('[', ']', list, newline);
        } else if (value instanceof Map.Entry<?, ?> entry) {
            string(entry.getKey().toString());
            text.append(": ");
            value(entry.getValue(), newline);
        } else if (value == null || value instanceof Number || value instanceof Boolean) {
            text.append(value);
        } else {
            string(value.toString());
        }
    }

    private void block(char open, char close, Iterable<?> items, String newline) {
        text.append(open);
        Iterator<?> rest = items.iterator();
        boolean empty = !rest.hasNext();
        while (rest.hasNext()) {
            text.append(newline).append("  ");
            value(rest.next(), newline + "  ");
            text.append(rest.hasNext() ? "," : "");
        }
        text.append(empty ? "" : newline).append(close);
    }

    private void string(String string) {
        text.append('"');
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ' || c > '~') { // ASCII survives every locale
                text.append(String.format("\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }
}
