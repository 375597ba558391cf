package org.duehsm.tests;

import java.util.Base64;

/** The example of RFC 7515 ("JSON Web Signature", May 2015), appendix A.1. */
final class Rfc7515 {

    /** Header and claims, as it spells them, with line breaks in them. */
    static final String CONTENT = "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9"
            + ".eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";

    static final String TOKEN = CONTENT + ".dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    private static final String KEY =
            "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow";

    private Rfc7515() {}

    static byte[] key() {
        return Base64.getUrlDecoder().decode(KEY);
    }
}
