package org.duehsm.credentials;

import java.io.IOException;
import java.security.GeneralSecurityException;
import org.duehsm.aws.TemporaryCredentials;

/** Where new temporary credentials come from. */
@FunctionalInterface
public interface CredentialsSource {

    /** New ones; throws as {@link org.duehsm.aws.StsClient#credentials}. */
    TemporaryCredentials get() throws IOException, GeneralSecurityException;
}
