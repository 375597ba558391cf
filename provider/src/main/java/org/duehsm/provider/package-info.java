/**
 * DueHSM as a JCA provider: {@link org.duehsm.provider.DueHsmProvider} and the types an application meets, which are
 * handles of keys and the parameters to make them. It knows the JCA's contracts, and how a provider is configured; all
 * that concerns a device it asks package {@link org.duehsm.client}.
 *
 * <p>Begin with {@link org.duehsm.provider.DueHsmProvider}, which lists the services; each is a class whose name ends
 * in {@code Spi}, as the JCA has it. {@code Configuration} says which of file, system property and environment counts.
 */
package org.duehsm.provider;
