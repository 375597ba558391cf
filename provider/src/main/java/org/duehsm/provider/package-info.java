/**
 * DueHSM as a JCA provider: {@link org.duehsm.provider.DueHsmProvider} and the types an application
 * meets, which are handles of keys and the parameters to make them.
 */
package org.duehsm.provider;
