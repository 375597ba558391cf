/**
 * Several boards that are to have the same keys: {@code fleet keys}, {@code fleet import} and {@code fleet check}. Begin
 * with {@code Fleet}, the boards that the command line names, and {@code FleetKey}, what they have under one id. What
 * a board tells is a {@code Look} at it; {@code TestMac} has all of them compute one; {@code Import} stores a key on
 * all or none. Each board is asked at its own port: nothing here chooses one among them, as a provider with several
 * ports does.
 *
 * <p>It uses {@code keys}, {@code device} and {@code terminal}.
 */
package org.duehsm.cli.fleet;
