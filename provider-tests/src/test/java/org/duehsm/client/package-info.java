/** What tests need of the client that is not for others. */
package org.duehsm.client;
