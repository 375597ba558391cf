package org.duehsm.provider;

import java.lang.System.Logger.Level;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.AuthProvider;
import java.security.InvalidParameterException;
import java.security.Provider;
import java.security.ProviderException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import javax.security.auth.Subject;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.login.LoginException;
import org.duehsm.client.Algorithm;
import org.duehsm.client.DueHsmClient;

/**
 * The JCA provider {@code DueHSM}: HMACs, and AWS Signature 4, by keys that live on an Arduino Due and never leave it.
 *
 * <table>
 * <caption>Services</caption>
 * <tr><td>{@code Mac.HmacSHA1-DueHSM}, {@code Mac.HmacSHA256-DueHSM}</td><td>HMAC-SHA1 and HMAC-SHA256 (RFC 2104) on
 *     the device</td></tr>
 * <tr><td>{@code Mac.HmacSHA1}, {@code Mac.HmacSHA256}</td><td>the same for {@link DueHsmKey}s of this provider; other
 *     keys go on to the JDK's own providers wherever this one stands in the list</td></tr>
 * <tr><td>{@code Mac.AWS4-HMAC-SHA256-DueHSM}</td><td>AWS Signature 4 on the device: the message is the string to sign,
 *     the MAC the signature; anything else is refused. Nobody else has it, so there is no other name, and no
 *     {@code KeyGenerator}: the key is the secret access key that AWS gives</td></tr>
 * <tr><td>{@code KeyStore.DueHSM}</td><td>the keys of the device, see below</td></tr>
 * <tr><td>{@code KeyGenerator.HmacSHA1-DueHSM}, {@code KeyGenerator.HmacSHA256-DueHSM}</td><td>makes a key for it on the
 *     device; takes a {@link DueHsmKeyGenParameterSpec}</td></tr>
 * <tr><td>{@code SecretKeyFactory.HmacSHA1-DueHSM}, {@code SecretKeyFactory.HmacSHA256-DueHSM},
 *     {@code SecretKeyFactory.AWS4-HMAC-SHA256-DueHSM}</td><td>imports a {@link DueHsmKeySpec} for it</td></tr>
 * <tr><td>{@code SecureRandom.DueHSM}</td><td>the device's random source; only for who asks for it by this name,
 *     never the JVM's default</td></tr>
 * </table>
 *
 * <p>It is registered by {@code security.provider.N=DueHSM} or {@code security.provider.N=DueHSM <file>} in the JVM's
 * security properties, or by {@link java.security.Security#addProvider}. Registered without a device it disturbs
 * nothing: the device is opened when the first operation needs it, opened again when it was away, and shared by all
 * providers of the JVM that name the same port. Trouble with the device is reported as a
 * {@link java.security.ProviderException} by the operation that met it.
 *
 * <p><b>The key store</b> is a live view of the device. The alias is the key id, case-sensitive, and {@code getKey}
 * gives a {@link DueHsmKey} that says what the key is for. {@code load(null, null)} must be called, as for every key store, and does no I/O.
 * {@code load} with a password, or a {@code LoadStoreParameter} with {@code PasswordProtection} or {@code
 * CallbackHandlerProtection}, logs in to a device that the configuration has a login for, as {@link #login} does, and
 * ignores the password otherwise; a wrong one is an {@code IOException}, whose cause is an {@code
 * UnrecoverableKeyException}.
 * {@code store} has nothing to do, because each change is on the device when its call returns. {@code setKeyEntry} and
 * {@code setEntry} import a key of 1 to 1024 bytes for its algorithm, which is {@code HmacSHA1}, {@code HmacSHA256} or
 * {@code AWS4-HMAC-SHA256}, or an object identifier of them, or begins with {@code Generic}, which is taken for
 * {@code HmacSHA1}; and replace an existing one, of whichever algorithm, with its limits, if any, by one without: after a
 * power cut the device has the old key or the new one.
 * {@code deleteEntry} deletes for good. {@code aliases} lists, once each, the keys that are there from the call to its
 * return, and of those that come or go meanwhile some. {@code getCreationDate} is the host's clock when the key was made;
 * null if the device was not told. Keys have no passwords: one that is given for a key is
 * ignored. There are no streams and no certificates: a call that gives one is refused by the checked exception of its
 * method. Trouble with the device is a {@code ProviderException} from calls that read, and a {@code KeyStoreException}
 * with the same message from calls that change.
 *
 * <p>A configuration that names several ports, or {@code connections} above 1, means devices with the same keys: each MAC
 * is computed by the one that has least to do, and by another where that fails, as {@link DueHsmClient} tells. What would
 * change a device, of {@code KeyStore}, {@code KeyGenerator} and {@code SecretKeyFactory}, is refused then, by the
 * exceptions said above; {@code due-hsm fleet import} stores a key on all of them.
 *
 * <p>Where several devices with keys of their own are registered, each has a provider {@code DueHSM-<name>}. A {@link DueHsmKey}, a
 * {@link DueHsmKeySpec} and a {@link DueHsmKeyGenParameterSpec} name the one that is meant, and every other refuses them.
 * For the JDK's {@code KeyGenerator} and {@code SecretKeyFactory}, asked for by an algorithm's name alone, go on to the
 * next provider at any exception, and stay with the last one: take a new object for each key. Such a
 * {@code SecretKeyFactory} wraps our exception into an {@code InvalidKeySpecException}. A {@code KeyStore} or a
 * {@code SecureRandom} is asked for with the provider's name; without, it is that of the first provider registered.
 *
 * <p>A class loader that has loaded DueHSM for one application of a server can be collected after
 * {@code Security.removeProvider(provider.getName())} and {@code provider.client().close()}.
 *
 * <p><b>A trap of {@code Mac}:</b> {@code getMacLength()}, {@code clone()}, {@code reset()} or {@code getProvider()}
 * before {@code init} makes {@code Mac.getInstance("HmacSHA1")} choose the first provider that has the algorithm for good,
 * before it has seen the key. Is that another's, {@code init} refuses a DueHSM handle;
 * {@code Mac.getInstance("HmacSHA1-DueHSM")} always works. Is it this one, the Mac takes handles, and for any other key
 * what the JVM has for it without this provider, with the exceptions of that; its {@code getProvider()} is this one all the
 * same. Handles and null never go to another provider, and the names with {@code -DueHSM} take nothing but handles.
 */
public final class DueHsmProvider extends AuthProvider {

    /** The provider's name, and the token of handles that name none. */
    public static final String NAME = TokenName.DEFAULT;

    private static final long serialVersionUID = 1L;
    private static final String VERSION = "1.0";
    private static final String INFO = "DueHSM: " + AlgorithmNames.LIST + " with keys on an Arduino Due";
    private static final Set<String> LOGGED = ConcurrentHashMap.newKeySet();

    /** Of every service, whichever the device is: the JDK asks before there is one. */
    private static final Map<String, String> ON_DEVICE = Map.of("ImplementedIn", "Hardware");

    /** Of a Mac; without key formats, because a handle has none. */
    private static final Map<String, String> HANDLES_ONLY =
            Map.of("ImplementedIn", "Hardware", "SupportedKeyClasses", DueHsmKey.class.getName());

    /** Of the SecureRandom: threads share the session, so none need wait for another here. */
    private static final Map<String, String> FOR_ANY_THREAD = Map.of("ImplementedIn", "Hardware", "ThreadSafe", "true");

    private static final String SECURE_RANDOM = "SecureRandom." + NAME + " ";

    private final transient Supplier<Configuration> configuration;
    private final transient ProviderLogin login;
    private final transient Service secureRandom;
    private transient volatile DueHsmClient client;

    /**
     * A provider for the token {@code DueHSM} with the default configuration, changed by system properties
     * {@code duehsm.<key>} and environment variables {@code DUEHSM_<KEY>}, which are read by the first operation that
     * needs the device. Does no I/O and never fails.
     */
    public DueHsmProvider() {
        this(NAME, () -> complete(ConfigurationFile.NONE));
    }

    private DueHsmProvider(String name, Supplier<Configuration> configuration) {
        super(name, VERSION, INFO);
        this.configuration = configuration;
        this.login = new ProviderLogin(this::device);
        this.secureRandom = new DueHsmService(
                this,
                "SecureRandom",
                NAME,
                DueHsmSecureRandomSpi.class,
                List.of(),
                FOR_ANY_THREAD,
                () -> new DueHsmSecureRandomSpi(this::device));
        putService(new DueHsmService(
                this,
                "KeyStore",
                NAME,
                DueHsmKeyStoreSpi.class,
                List.of(),
                ON_DEVICE,
                () -> new DueHsmKeyStoreSpi(name, this::device, login)));
        for (Algorithm algorithm : AlgorithmNames.SERVED) {
            putServices(algorithm);
        }
    }

    /**
     * The device of this provider, for programs that manage keys. Does no I/O: the first operation opens the device.
     *
     * @throws InvalidParameterException if a system property or environment variable that configures it has a value that
     *     is not allowed
     */
    public DueHsmClient client() {
        DueHsmClient known = client;
        if (known == null) {
            known = DueHsmClient.shared(configuration.get().device());
            client = known;
        }
        return known;
    }

    /**
     * Logs in to the device as the configuration says, for everybody in this JVM who shares its port, until {@link
     * #logout}. Needed only if the secret file is encrypted; without that each session logs in by itself, and this sees
     * whether it can.
     *
     * @param subject not looked at
     * @param handler asked for the passphrase, by one {@code PasswordCallback}, if that is needed and was not given
     *     before; null: the one of {@link #setCallbackHandler}, or the class that the security property {@code
     *     auth.login.defaultCallbackHandler} names
     * @throws javax.security.auth.login.FailedLoginException if the passphrase is wrong or missing, the secret file cannot
     *     be used, or the device does not take the login
     * @throws LoginException if there is no login, no handler, or no device
     */
    @Override
    public void login(Subject subject, CallbackHandler handler) throws LoginException {
        login.login(handler);
    }

    /** Forgets the secret, if it was told, and ends the sessions with the device, and so the logins there. */
    @Override
    public void logout() throws LoginException {
        login.logout();
    }

    @Override
    public void setCallbackHandler(CallbackHandler handler) {
        login.setHandler(handler);
    }

    /** The device for a service, from which an application expects nothing but a ProviderException. */
    private DueHsmClient device() {
        try {
            return client();
        } catch (IllegalArgumentException e) {
            throw new ProviderException(e.getMessage(), e);
        }
    }

    private void putServices(Algorithm algorithm) {
        String own = AlgorithmNames.deviceName(algorithm);
        Supplier<HmacSpi> mac = () -> new HmacSpi(algorithm, getName(), this::device);
        putService(new DueHsmService(this, "Mac", own, HmacSpi.class, List.of(), HANDLES_ONLY, mac::get));
        putService(new DueHsmService(
                this,
                "SecretKeyFactory",
                own,
                HmacSecretKeyFactorySpi.class,
                List.of(),
                ON_DEVICE,
                () -> new HmacSecretKeyFactorySpi(algorithm, getName(), this::device)));
        if (!algorithm.isHmac()) {
            return;
        }
        putService(new DueHsmService(
                this,
                "Mac",
                algorithm.jcaName(),
                StandardHmacSpi.class,
                AlgorithmNames.aliases(algorithm),
                HANDLES_ONLY,
                () -> new StandardHmacSpi(algorithm, mac)));
        putService(new DueHsmService(
                this,
                "KeyGenerator",
                own,
                HmacKeyGeneratorSpi.class,
                List.of(),
                ON_DEVICE,
                () -> new HmacKeyGeneratorSpi(algorithm, getName(), this::device)));
    }

    /**
     * Returns a new provider with the configuration of a file; this one stays as it is.
     *
     * @param file a Properties file in UTF-8 with the keys {@code port}, {@code baud}, {@code timeout}, {@code name},
     *     {@code connections}, {@code tls-trust-store}, {@code tls-key-store}, {@code tls-password-file}, {@code login} and
     *     {@code secret-file}, all optional
     * @return a provider named {@code DueHSM}, or {@code DueHSM-<name>}
     * @throws InvalidParameterException if the file cannot be read or says what is not allowed. Because the JVM swallows
     *     this exception where it reads its list of providers, it is also logged, at {@code ERROR} to the logger
     *     {@code org.duehsm.provider}
     */
    @Override
    public Provider configure(String file) {
        try {
            Configuration configured = complete(ConfigurationFile.read(Path.of(file)));
            return new DueHsmProvider(configured.token(), () -> configured);
        } catch (InvalidPathException e) {
            throw logged(new InvalidParameterException("DueHSM configuration: not a file name: " + file));
        } catch (InvalidParameterException e) {
            throw logged(e);
        }
    }

    /** True: the provider works as it is, with {@code port=auto}. */
    @Override
    public boolean isConfigured() {
        return true;
    }

    /**
     * As {@link Provider#getService}, and serves {@code SecureRandom.DueHSM}. That is not a registered service because
     * the first registered {@code SecureRandom} of a JVM is the default of {@code new SecureRandom()}, which must not
     * depend on a device.
     */
    @Override
    public Service getService(String type, String algorithm) {
        if ("SecureRandom".equalsIgnoreCase(type) && NAME.equalsIgnoreCase(algorithm)) {
            return secureRandom;
        }
        return super.getService(type, algorithm);
    }

    /**
     * As {@link Provider#getProperty}, and knows the attributes of {@code SecureRandom.DueHSM}: it is by this that
     * JDK 17 finds out whether a {@code SecureRandom} is safe for many threads.
     */
    @Override
    public String getProperty(String key) {
        return key.regionMatches(true, 0, SECURE_RANDOM, 0, SECURE_RANDOM.length())
                ? secureRandom.getAttribute(key.substring(SECURE_RANDOM.length()))
                : super.getProperty(key);
    }

    /**
     * What is set outside of files, looks like a setting of DueHSM, and is none: system properties that begin with
     * {@code duehsm.} and environment variables that begin with {@code DUEHSM_}. A provider that reads its configuration
     * logs the same, at {@code WARNING} to the logger {@code org.duehsm.provider}, once in a JVM.
     *
     * @return a sentence for each that names it and the settings there are; empty if there is none
     */
    public static List<String> ignoredSettings() {
        return IgnoredSettings.among(System.getProperties().stringPropertyNames(), System.getenv());
    }

    private static Configuration complete(ConfigurationFile file) {
        for (String sentence : ignoredSettings()) {
            if (LOGGED.add(sentence)) {
                logger().log(Level.WARNING, sentence);
            }
        }
        return Configuration.of(file, System::getProperty, System::getenv);
    }

    private static InvalidParameterException logged(InvalidParameterException e) {
        logger().log(Level.ERROR, e.getMessage());
        return e;
    }

    private static System.Logger logger() {
        return System.getLogger(DueHsmProvider.class.getPackageName());
    }
}
