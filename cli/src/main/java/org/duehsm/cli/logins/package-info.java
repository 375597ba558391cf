/**
 * Who may use the device: its logins, and the files with their secrets. {@link
 * org.duehsm.cli.logins.LoginsCommand} is the command, {@link org.duehsm.cli.logins.GivenSecret} takes or makes a file.
 *
 * <p>It uses {@code device} and {@code terminal}.
 */
package org.duehsm.cli.logins;
