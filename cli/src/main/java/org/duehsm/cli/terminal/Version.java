package org.duehsm.cli.terminal;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version in the jar's manifest. */
public final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = Version.class.getPackage().getImplementationVersion();
        return new String[] {
            "due-hsm " + Objects.requireNonNullElse(version, "(not packaged)"), "Java " + Runtime.version()
        };
    }
}
