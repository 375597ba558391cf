package org.duehsm.client;

import org.duehsm.link.Link;
import org.duehsm.link.LinkException;

/** Something done on a session, which is harmless to do again, there or on another. */
interface Operation<T> {

    /** Does it. */
    T on(Link link) throws LinkException;
}
