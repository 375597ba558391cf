package org.duehsm.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.duehsm.cli.terminal.ScriptedTerminal;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi.Text;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Writes a page of man(7) for each command, from what its {@code --help} says. Only the build runs it. Picocli's own
 * generator writes AsciiDoc, and what makes pages of that is many times as large as all of DueHSM.
 */
final class ManPages {

    private static final Help.ColorScheme PLAIN = Help.defaultColorScheme(Help.Ansi.OFF);

    private final Path folder;

    private final String version;

    private ManPages(Path folder, String version) {
        this.folder = folder;
        this.version = version;
    }

    /** Arguments: the folder, and the version that the pages name. */
    public static void main(String[] arguments) throws IOException {
        write(Path.of(arguments[0]), arguments[1]);
    }

    static void write(Path folder, String version) throws IOException {
        Files.createDirectories(folder);
        new ManPages(folder, version).write("due-hsm", Main.commandLine(new ScriptedTerminal(new byte[0])), "");
    }

    private void write(String name, CommandLine command, String above) throws IOException {
        Map<String, CommandLine> below = command.getSubcommands();
        Files.writeString(folder.resolve(name + ".1"), page(name, command.getCommandSpec(), above));
        for (Map.Entry<String, CommandLine> each : below.entrySet()) {
            write(name + "-" + each.getKey(), each.getValue(), name);
        }
    }

    private String page(String name, CommandSpec spec, String above) {
        Help help = new Help(spec, PLAIN);
        String description = help.description().strip();
        int sentence = description.indexOf('.');
        StringBuilder page = new StringBuilder();
        page.append(".TH \"" + name.toUpperCase(Locale.ROOT) + "\" 1 \"\" \"due-hsm " + version + "\" \"DueHSM\"\n");
        page.append(".SH NAME\n" + text(name) + " \\- ")
                .append(text(oneLine(sentence < 0 ? description : description.substring(0, sentence))) + "\n");
        page.append(".SH SYNOPSIS\n" + text(oneLine(help.synopsis(0))) + "\n");
        page.append(".SH DESCRIPTION\n" + text(oneLine(description)) + "\n");
        options(page, help, spec);
        commands(page, name, spec);
        exitCodes(page, spec);
        page.append(".SH SEE ALSO\n");
        page.append(text(above.isEmpty() ? "due-hsm help is also printed by due-hsm --help." : above + "(1)") + "\n");
        return page.toString();
    }

    private static void options(StringBuilder page, Help help, CommandSpec spec) {
        page.append(".SH OPTIONS\n");
        Help.IParamLabelRenderer labels = help.createDefaultParamLabelRenderer();
        for (PositionalParamSpec each : spec.positionalParameters()) {
            if (!each.hidden()) {
                Text label = labels.renderParameterLabel(each, PLAIN.ansi(), List.of());
                entry(
                        page,
                        label.toString(),
                        help.createDefaultParameterRenderer().render(each, labels, PLAIN));
            }
        }
        for (OptionSpec each : spec.options()) {
            if (!each.hidden()) {
                Text label = labels.renderParameterLabel(each, PLAIN.ansi(), List.of());
                entry(
                        page,
                        String.join(", ", each.names()) + label,
                        help.createDefaultOptionRenderer().render(each, labels, PLAIN));
            }
        }
    }

    /* The last column of each row is the description. */
    private static void entry(StringBuilder page, String tag, Text[][] rows) {
        StringBuilder description = new StringBuilder();
        for (Text[] row : rows) {
            description.append(row[row.length - 1]).append(' ');
        }
        page.append(".TP\n\\fB" + text(tag) + "\\fR\n" + text(oneLine(description.toString())) + "\n");
    }

    private static void commands(StringBuilder page, String name, CommandSpec spec) {
        if (!spec.subcommands().isEmpty()) {
            page.append(".SH COMMANDS\n");
        }
        for (Map.Entry<String, CommandLine> each : spec.subcommands().entrySet()) {
            String header = new Help(each.getValue().getCommandSpec(), PLAIN).description();
            page.append(".TP\n\\fB" + text(name + "-" + each.getKey()) + "\\fR(1)\n" + text(oneLine(header)) + "\n");
        }
    }

    private static void exitCodes(StringBuilder page, CommandSpec spec) {
        page.append(".SH EXIT STATUS\n");
        spec.usageMessage()
                .exitCodeList()
                .forEach((code, meaning) -> page.append(".TP\n" + text(code) + "\n" + text(oneLine(meaning)) + "\n"));
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }

    /* What troff would take for its own. Empty is an empty line to it, which a page does not have. */
    private static String text(String text) {
        String escaped = text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq");
        return escaped.isEmpty() || escaped.startsWith(".") ? "\\&" + escaped : escaped;
    }
}
