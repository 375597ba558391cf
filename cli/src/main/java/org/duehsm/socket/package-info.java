/** Unix-domain sockets to listen at, made so that nobody gets to them who may not. It knows nothing of what is served. */
package org.duehsm.socket;
