package org.duehsm.provider;

import java.security.InvalidParameterException;
import java.security.Provider;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** A service whose objects need their provider, and which serves the keys of its token only. */
final class DueHsmService extends Provider.Service {

    private final Supplier<Object> factory;

    DueHsmService(
            Provider provider,
            String type,
            String algorithm,
            Class<?> implementation,
            List<String> aliases,
            Map<String, String> attributes,
            Supplier<Object> factory) {
        super(provider, type, algorithm, implementation.getName(), aliases, attributes);
        this.factory = factory;
    }

    @Override
    public Object newInstance(Object parameter) {
        if (parameter != null) {
            throw new InvalidParameterException(
                    getType() + " " + getAlgorithm() + " takes no parameters, not " + parameter.getClass());
        }
        return factory.get();
    }

    /**
     * Whether the key is a handle of this provider's token; or of another class loader, which the
     * service then refuses in words of its own.
     */
    @Override
    public boolean supportsParameter(Object parameter) {
        return Handles.isForeign(parameter)
                || super.supportsParameter(parameter)
                        && parameter instanceof DueHsmKey key
                        && key.token().equals(getProvider().getName());
    }
}
