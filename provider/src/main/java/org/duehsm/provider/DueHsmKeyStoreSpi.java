package org.duehsm.provider;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.Key;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.KeyStoreSpi;
import java.security.ProviderException;
import java.security.cert.Certificate;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.duehsm.client.DeviceStatus;
import org.duehsm.client.DeviceStatusException;
import org.duehsm.client.DueHsmClient;
import org.duehsm.client.KeyEntry;
import org.duehsm.client.KeyId;

/** The keys of a device as a key store; what its calls mean is said at {@link DueHsmProvider}. */
final class DueHsmKeyStoreSpi extends KeyStoreSpi {

    private final String token;
    private final Supplier<DueHsmClient> client;
    private final ProviderLogin login;

    DueHsmKeyStoreSpi(String token, Supplier<DueHsmClient> client, ProviderLogin login) {
        this.token = token;
        this.client = client;
        this.login = login;
    }

    /** Logs in if there is a password, and a login that may want it; otherwise does no I/O. The stream must be null. */
    @Override
    public void engineLoad(InputStream stream, char[] password) throws IOException {
        requireNull(stream);
        if (password != null && isLoginConfigured()) {
            login.login(password);
        }
    }

    /** The same with a password or a handler that is asked for one; the inherited method wants a password. */
    @Override
    public void engineLoad(KeyStore.LoadStoreParameter parameter) throws IOException {
        KeyStore.ProtectionParameter protection = parameter == null ? null : parameter.getProtectionParameter();
        if (protection instanceof KeyStore.PasswordProtection password) {
            engineLoad(null, password.getPassword());
        } else if (protection instanceof KeyStore.CallbackHandlerProtection asked && isLoginConfigured()) {
            login.loginForLoad(asked.getCallbackHandler());
        }
    }

    private boolean isLoginConfigured() throws IOException {
        try {
            return login.isConfigured();
        } catch (ProviderException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** Has nothing to do; the stream must be null. */
    @Override
    public void engineStore(OutputStream stream, char[] password) throws IOException {
        requireNull(stream);
    }

    /** Has nothing to do. */
    @Override
    public void engineStore(KeyStore.LoadStoreParameter parameter) {}

    /** A list made by this call, which later changes do not touch; see {@link DueHsmClient#keys()}. */
    @Override
    public Enumeration<String> engineAliases() {
        List<String> ids = client.get().keys().stream().map(KeyEntry::id).toList();
        return Collections.enumeration(ids);
    }

    @Override
    public int engineSize() {
        return client.get().keyCount();
    }

    @Override
    public boolean engineContainsAlias(String alias) {
        return find(alias).isPresent();
    }

    @Override
    public boolean engineIsKeyEntry(String alias) {
        return engineContainsAlias(alias);
    }

    @Override
    public boolean engineIsCertificateEntry(String alias) {
        return false;
    }

    /** When the key was made or imported by the host's clock; null also if the device was not told. */
    @Override
    public Date engineGetCreationDate(String alias) {
        return find(alias).map(KeyEntry::created).map(Date::from).orElse(null);
    }

    @Override
    public Key engineGetKey(String alias, char[] password) {
        return find(alias).map(this::handle).orElse(null);
    }

    @Override
    public KeyStore.Entry engineGetEntry(String alias, KeyStore.ProtectionParameter protection) {
        return find(alias).map(key -> new KeyStore.SecretKeyEntry(handle(key))).orElse(null);
    }

    /* Also of a key whose algorithm this library does not know: keytool of JDK 25 gets each key that it lists. */
    private DueHsmKey handle(KeyEntry key) {
        return DueHsmKey.of(token, key.id(), key.algorithmName());
    }

    /** Imports the key, in place of one that has the id. A handle may be set under its own id, which changes nothing. */
    @Override
    public void engineSetKeyEntry(String alias, Key key, char[] password, Certificate[] chain)
            throws KeyStoreException {
        if (chain != null) {
            throw new KeyStoreException(noCertificates());
        }
        try {
            if (!isThere(key, alias)) {
                replace(alias, ImportableKey.of(alias, key, token));
            }
        } catch (ProviderException | IllegalArgumentException e) {
            throw new KeyStoreException(e.getMessage(), e);
        }
    }

    private void replace(String id, ImportableKey key) {
        try {
            client.get().importKey(id, key.algorithm(), key.bytes(), true);
        } finally {
            Arrays.fill(key.bytes(), (byte) 0);
        }
    }

    @Override
    public void engineSetKeyEntry(String alias, byte[] key, Certificate[] chain) throws KeyStoreException {
        throw new KeyStoreException(token
                + " takes no protected keys; set a SecretKeySpec(bytes, algorithm) with one of " + AlgorithmNames.LIST);
    }

    /** As {@code setKeyEntry}; the inherited method wants a password. */
    @Override
    public void engineSetEntry(String alias, KeyStore.Entry entry, KeyStore.ProtectionParameter protection)
            throws KeyStoreException {
        if (!(entry instanceof KeyStore.SecretKeyEntry secret)) {
            throw new KeyStoreException(noCertificates());
        }
        engineSetKeyEntry(alias, secret.getSecretKey(), null, null);
    }

    /** Deletes the key for good; without effect if there is none. */
    @Override
    public void engineDeleteEntry(String alias) throws KeyStoreException {
        if (!KeyId.isValid(alias)) {
            return;
        }
        try {
            client.get().deleteKey(alias);
        } catch (DeviceStatusException e) {
            if (e.status() != DeviceStatus.UNKNOWN_KEY) {
                throw new KeyStoreException(e.getMessage(), e);
            }
        } catch (ProviderException e) {
            throw new KeyStoreException(e.getMessage(), e);
        }
    }

    @Override
    public void engineSetCertificateEntry(String alias, Certificate certificate) throws KeyStoreException {
        throw new KeyStoreException(noCertificates());
    }

    @Override
    public Certificate engineGetCertificate(String alias) {
        return null;
    }

    @Override
    public Certificate[] engineGetCertificateChain(String alias) {
        return null;
    }

    @Override
    public String engineGetCertificateAlias(Certificate certificate) {
        return null;
    }

    private Optional<KeyEntry> find(String alias) {
        return KeyId.isValid(alias) ? client.get().findWithoutLimits(alias) : Optional.empty();
    }

    /** Whether the key is the handle of the one that has this alias already. */
    private boolean isThere(Key key, String alias) throws KeyStoreException {
        if (!(key instanceof DueHsmKey handle
                && handle.token().equals(token)
                && handle.id().equals(alias))) {
            return false;
        }
        Optional<String> algorithm = find(alias).map(KeyEntry::algorithmName);
        if (algorithm.isPresent() && !algorithm.get().equals(handle.getAlgorithm())) {
            throw new KeyStoreException("key " + alias + " on " + token + " is for " + algorithm.get()
                    + ", and a handle does not make it one for " + handle.getAlgorithm()
                    + "; for that, set a key that has bytes");
        }
        return algorithm.isPresent();
    }

    private void requireNull(Object stream) throws IOException {
        if (stream != null) {
            throw new IOException("the keys of " + token + " are on its device, not in a stream: pass null"
                    + " (keytool: NONE as the name of the key store)");
        }
    }

    private String noCertificates() {
        return token + " holds secret keys only, no certificates";
    }
}
