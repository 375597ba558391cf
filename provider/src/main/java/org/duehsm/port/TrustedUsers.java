package org.duehsm.port;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.HashSet;
import java.util.Set;

/** The users who may do as this process anyway: root, and the one whom it runs as. */
record TrustedUsers(Set<UserPrincipal> users) {

    /** Its directory there belongs to the user whom a process runs as, or, if that is a secret, to root. */
    private static final Path THIS_PROCESS = Path.of("/proc/self");

    static TrustedUsers ofThisProcess() throws IOException {
        Set<UserPrincipal> users = new HashSet<>();
        try {
            users.add(
                    THIS_PROCESS.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("root"));
        } catch (UserPrincipalNotFoundException | UnsupportedOperationException noRoot) {
            // The other is enough.
        }
        if (Files.exists(THIS_PROCESS)) {
            users.add(Files.getOwner(THIS_PROCESS));
        }
        return new TrustedUsers(users);
    }

    boolean have(UserPrincipal user) {
        return users.contains(user);
    }
}
