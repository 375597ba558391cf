/**
 * The daemon of {@code due-hsm serve}: signs AWS requests of other programs, over HTTP, with the keys of one device.
 */
package org.duehsm.serve;
