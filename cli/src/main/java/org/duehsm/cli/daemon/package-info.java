/**
 * The daemon at the command line: to run it ({@link org.duehsm.cli.daemon.ServeCommand}), and to have one
 * that runs sign for a command ({@link org.duehsm.cli.daemon.DaemonOption}). What it does is in
 * {@code org.duehsm.serve}.
 *
 * <p>It uses {@code device} and {@code terminal}.
 */
package org.duehsm.cli.daemon;
