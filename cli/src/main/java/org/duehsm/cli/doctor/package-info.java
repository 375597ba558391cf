/**
 * What is wrong, and what to do: {@code doctor}. Begin with {@link org.duehsm.cli.doctor.DoctorCommand};
 * each class of checks gives findings, about Java, this computer, or the device.
 *
 * <p>It uses {@code device} and {@code terminal}.
 */
package org.duehsm.cli.doctor;
