package org.duehsm.cli.logins;

import java.util.Arrays;
import java.util.Iterator;
import org.duehsm.client.Role;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The words for roles, which the shell completes. */
final class RoleNames implements Iterable<String> {

    @Override
    public Iterator<String> iterator() {
        return Arrays.stream(Role.values()).map(Role::toString).iterator();
    }

    /** Takes them as they are written. */
    static final class Converter implements ITypeConverter<Role> {

        @Override
        public Role convert(String name) {
            return Arrays.stream(Role.values())
                    .filter(role -> role.toString().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException(
                            "'" + name + "' is no role; there is " + String.join(" and ", new RoleNames())));
        }
    }
}
