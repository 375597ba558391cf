package org.duehsm.firmware;

import java.util.List;
import run.endive.runtime.ByteArrayMemory;
import run.endive.runtime.CompiledModule;
import run.endive.runtime.ExportFunction;
import run.endive.runtime.HostFunction;
import run.endive.runtime.ImportValues;
import run.endive.runtime.Instance;
import run.endive.runtime.Memory;
import run.endive.runtime.WasmInterruptedException;
import run.endive.wasm.types.FunctionType;
import run.endive.wasm.types.ValType;

/**
 * The firmware's core between power-up and the next reset: one instance of the WebAssembly module that
 * {@code boards/wasm/board.c} describes. Not for several threads at once.
 *
 * <p>Endive ends a module whose thread is interrupted. The device is many threads', and an interrupt is for one of
 * them: one that stands waits until the core has done its work, and one that comes meanwhile resets the device.
 */
final class JvmCore {

    /** What the core asks of the board around it. An exception from here ends the core, which is not to be called again. */
    interface Board {

        /** Takes what the device answers. */
        void send(byte[] answer);

        /** Writes to the flash that outlives the core. */
        void program(int offset, byte[] data);

        /** Fills the array with noise; false if there is none. */
        boolean noise(byte[] samples);
    }

    /** The core has reset itself, or was interrupted: the board makes a new one. */
    static final class Reset extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Reset() {
            super("the device resets", null, false, false);
        }
    }

    /** Bytes that {@link #receive} takes at a time. */
    static final int PIECE_SIZE = 4096;

    /** What to say where it {@linkplain #isBuilt is not}. */
    static final String NOT_BUILT = "this build has no device inside the JVM, for clang or lld was missing"
            + " when it was made: install them (Debian: apt-get install clang lld), and build it again";

    private static final String HOST = "host";
    private static final String MODULE = "org.duehsm.firmware.WasmCore";
    private static final ValType I32 = ValType.I32;
    private static final FunctionType BYTES = FunctionType.of(List.of(I32, I32), List.of());
    private static final FunctionType BYTES_TO_INT = FunctionType.of(List.of(I32, I32), List.of(I32));
    private static final FunctionType OFFSET_AND_BYTES = FunctionType.of(List.of(I32, I32, I32), List.of());
    private static final FunctionType NOTHING = FunctionType.of(List.of(), List.of());

    /** All that it is between two calls, but the stack pointer, which is then where it was at first. */
    final Memory memory;

    private final ExportFunction receive;
    private final int piece;

    /**
     * Boots the device on this flash.
     *
     * @throws Reset if it was interrupted
     */
    JvmCore(byte[] flash, Board board) {
        CompiledModule module = Module.COMPILED;
        Instance instance = Instance.builder(module.wasmModule())
                .withMachineFactory(module.machineFactory())
                .withMemoryFactory(ByteArrayMemory::new)
                .withImportValues(imports(board))
                .build();
        memory = instance.memory();
        receive = instance.export("receive");
        piece = (int) uninterrupted(instance.export("piece"))[0];
        memory.write((int) uninterrupted(instance.export("flash"))[0], flash);
        uninterrupted(instance.export("start"));
    }

    /** Takes length bytes, 1 to {@link #PIECE_SIZE}, from the host. */
    void receive(byte[] bytes, int offset, int length) {
        memory.write(piece, bytes, offset, length);
        uninterrupted(receive, length);
    }

    private static long[] uninterrupted(ExportFunction function, long... arguments) {
        boolean interrupted = Thread.interrupted();
        try {
            return function.apply(arguments);
        } catch (WasmInterruptedException e) {
            interrupted = true;
            throw new Reset();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static ImportValues imports(Board board) {
        return ImportValues.builder()
                .addFunction(new HostFunction(HOST, "send", BYTES, (instance, arguments) -> {
                    board.send(instance.memory().readBytes((int) arguments[0], (int) arguments[1]));
                    return null;
                }))
                .addFunction(new HostFunction(HOST, "program", OFFSET_AND_BYTES, (instance, arguments) -> {
                    board.program(
                            (int) arguments[0], instance.memory().readBytes((int) arguments[1], (int) arguments[2]));
                    return null;
                }))
                .addFunction(new HostFunction(HOST, "noise", BYTES_TO_INT, (instance, arguments) -> {
                    byte[] samples = new byte[(int) arguments[1]];
                    boolean given = board.noise(samples);
                    instance.memory().write((int) arguments[0], samples);
                    return new long[] {given ? 1 : 0};
                }))
                .addFunction(new HostFunction(HOST, "reset", NOTHING, (instance, arguments) -> {
                    throw new Reset();
                }))
                .build();
    }

    /** Whether the build made the module: it leaves it out where it has no compiler for it. */
    static boolean isBuilt() {
        return JvmCore.class.getResource("WasmCore.class") != null;
    }

    /** Loaded once; by name, for the compiler of this file may not have it. */
    private static final class Module {

        static final CompiledModule COMPILED = load();

        private static CompiledModule load() {
            try {
                return (CompiledModule) Class.forName(MODULE).getConstructor().newInstance();
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
