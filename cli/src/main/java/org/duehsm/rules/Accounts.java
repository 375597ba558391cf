package org.duehsm.rules;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** The users and groups of this system, wherever it keeps them. */
final class Accounts {

    private static final UserPrincipalLookupService LOOKUP =
            FileSystems.getDefault().getUserPrincipalLookupService();

    private Accounts() {}

    /** The user of this name or number; every number is one. */
    static Optional<UserPrincipal> user(String name) {
        try {
            return Optional.of(LOOKUP.lookupPrincipalByName(name));
        } catch (IOException notFound) {
            return Optional.empty();
        }
    }

    /** The group of this name or number; every number is one. */
    static Optional<GroupPrincipal> group(String name) {
        try {
            return Optional.of(LOOKUP.lookupPrincipalByGroupName(name));
        } catch (IOException notFound) {
            return Optional.empty();
        }
    }

    /**
     * The users whom the group database names as members of a group, without those whose primary group it is. The JDK
     * does not tell, so {@code getent} is asked, which knows networks' databases as well.
     *
     * @param group the name or number of a group that there is
     * @throws IOException if there is no getent
     */
    static Set<UserPrincipal> members(String group) throws IOException {
        Process getent = new ProcessBuilder("getent", "group", group)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return membersIn(new String(getent.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    }

    /** The members in an entry of a group database, as in group(5); those who are no users are left out. */
    static Set<UserPrincipal> membersIn(String entry) {
        String[] fields = entry.strip().split(":", -1); // name:password:number:member,member
        Set<UserPrincipal> members = new HashSet<>();
        if (fields.length == 4) {
            for (String name : fields[3].split(",")) {
                user(name).ifPresent(members::add);
            }
        }
        return members;
    }
}
