package org.duehsm.rules;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;

/** The bearer token that a client has to show (RFC 6750). */
public final class Token {

    private static final int MIN_CHARACTERS = 16;
    private static final String SCHEME = "Bearer "; // in any case (RFC 9110, 11.1)

    private final byte[] token;

    private Token(String token, String origin) {
        if (!token.matches("[A-Za-z0-9._~+/-]+=*") || token.length() < MIN_CHARACTERS) {
            throw new IllegalArgumentException(origin + ": a token has at least " + MIN_CHARACTERS
                    + " characters of A-Z a-z 0-9 . _ ~ + / - and may end in =; make one by: due-hsm random 24");
        }
        this.token = token.getBytes(StandardCharsets.US_ASCII);
    }

    /** The token itself, given by what {@code origin} names; throws IllegalArgumentException if it is none. */
    public static Token of(String token, String origin) {
        return new Token(token, origin);
    }

    /** The first line of a file; throws IllegalArgumentException if that is no token. */
    public static Token read(Path file) throws IOException {
        return new Token(text(file), file.toString());
    }

    /** What a client has to show, as {@link #read} reads it. */
    public static String readText(Path file) throws IOException {
        read(file);
        return text(file);
    }

    /* As bytes, so that text in another encoding is no token, rather than an error of decoding. */
    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).strip();
    }

    /** Whether an Authorization header shows the token, in a time that does not tell how much of it is right. */
    public boolean isShownBy(String authorization) {
        return authorization != null
                && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && MessageDigest.isEqual(
                        authorization.substring(SCHEME.length()).getBytes(StandardCharsets.ISO_8859_1), token);
    }

    /** Nothing of the token. */
    @Override
    public String toString() {
        return "Token";
    }
}
