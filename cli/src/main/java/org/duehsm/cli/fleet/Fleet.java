package org.duehsm.cli.fleet;

import java.util.List;
import java.util.stream.Collectors;
import org.duehsm.cli.device.DeviceOptions;
import org.duehsm.client.DueHsmClient;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The boards that the option --port names, or the configuration. */
final class Fleet {

    @Spec(Target.MIXEE)
    private CommandSpec command;

    @Mixin
    private DeviceOptions device;

    /**
     * A client for each, in the order in which they are named; does no I/O.
     *
     * @throws ParameterException if it is one alone, which has nothing to be compared with
     */
    List<DueHsmClient> boards() {
        List<DueHsmClient> boards = device.eachClient();
        if (boards.size() < 2) {
            throw new ParameterException(
                    command.commandLine(),
                    "a fleet has two boards or more, and the only port is " + port(boards.get(0))
                            + "; name each board's own port: --port A,B,C");
        }
        return boards;
    }

    /** What the boards tell of themselves, in the same order; as many are asked at a time as there are processors. */
    List<Look> look() {
        return boards().parallelStream().map(Look::at).toList();
    }

    /** The name of a board: the port that was given. */
    static String port(DueHsmClient board) {
        return board.config().port();
    }

    /** The names of boards, in one phrase. */
    static String ports(List<DueHsmClient> boards) {
        return boards.stream().map(Fleet::port).collect(Collectors.joining(" and "));
    }
}
