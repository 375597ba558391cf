package org.duehsm.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version in the jar's manifest. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = Main.class.getPackage().getImplementationVersion();
        return new String[] {
            "due-hsm " + Objects.requireNonNullElse(version, "(not packaged)"), "Java " + Runtime.version()
        };
    }
}
