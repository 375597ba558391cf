import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A step of the build: has the classes that Endive made call {@code WasmComparisons} for what is more or less than
 * what, in place of Endive's own methods; that class says why. It changes the class in the constant pool's references
 * to such methods, and nothing else.
 *
 * <pre>java RedirectComparisons.java FOLDER CLASS</pre>
 *
 * <p>FOLDER has the classes; CLASS has static methods of the same names and types, and is written with slashes.
 */
final class RedirectComparisons {

    private static final Pattern COMPARISON = Pattern.compile("i32_[lg][te]_[su]", Pattern.CASE_INSENSITIVE);

    // Tags of constants: The Java Virtual Machine Specification, 4.4.
    private static final int UTF8 = 1;
    private static final int LONG = 5;
    private static final int DOUBLE = 6;
    private static final int CLASS = 7;
    private static final int STRING = 8;
    private static final int METHOD = 10;
    private static final int METHOD_HANDLE = 15;
    private static final int METHOD_TYPE = 16;
    private static final int MODULE = 19;
    private static final int PACKAGE = 20;

    private RedirectComparisons() {}

    public static void main(String[] arguments) throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.walk(Path.of(arguments[0]))) {
            files = found.filter(file -> file.toString().endsWith(".class")).toList();
        }
        int redirected = 0;
        for (Path file : files) {
            redirected += redirect(file, arguments[1]);
        }
        if (redirected == 0) {
            throw new IOException(arguments[0] + " has no class that compares: does another Endive name it otherwise?");
        }
    }

    /** Rewrites a class, and returns how many methods it has redirected. */
    private static int redirect(Path file, String target) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        in.skipNBytes(8); // magic and version
        int count = in.readUnsignedShort();
        int[] at = new int[count];
        String[] texts = new String[count];
        for (int i = 1; i < count; i++) {
            at[i] = bytes.length - in.available();
            int tag = in.readUnsignedByte();
            switch (tag) {
                case UTF8 -> texts[i] = in.readUTF();
                case LONG, DOUBLE -> {
                    in.skipNBytes(8);
                    i++; // such a constant counts as two
                }
                case CLASS, STRING, METHOD_TYPE, MODULE, PACKAGE -> in.skipNBytes(2);
                case METHOD_HANDLE -> in.skipNBytes(3);
                default -> in.skipNBytes(4);
            }
        }
        int end = bytes.length - in.available();
        int redirected = 0;
        for (int i = 1; i < count; i++) {
            if (at[i] != 0 && bytes[at[i]] == METHOD) {
                int nameAndType = at[unsignedShort(bytes, at[i] + 3)];
                if (COMPARISON.matcher(texts[unsignedShort(bytes, nameAndType + 1)]).matches()) {
                    bytes[at[i] + 1] = (byte) (count >> 8);
                    bytes[at[i] + 2] = (byte) count;
                    redirected++;
                }
            }
        }
        if (redirected != 0) {
            ByteArrayOutputStream result = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(result);
            out.write(bytes, 0, 8);
            out.writeShort(count + 2);
            out.write(bytes, 10, end - 10);
            out.writeByte(CLASS); // constant number count
            out.writeShort(count + 1);
            out.writeByte(UTF8);
            out.writeUTF(target);
            out.write(bytes, end, bytes.length - end);
            Files.write(file, result.toByteArray());
        }
        return redirected;
    }

    private static int unsignedShort(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) << 8 | bytes[at + 1] & 0xFF;
    }
}
