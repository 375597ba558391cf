/** What benchmarks need of the client that no user should have. */
package org.duehsm.client;
