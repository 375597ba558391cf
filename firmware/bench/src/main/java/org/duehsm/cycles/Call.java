package org.duehsm.cycles;

import java.util.List;

/**
 * A call of a function whose calls were asked for.
 *
 * @param function its name
 * @param cost callees included
 * @param calls those within it that were asked for, too, in order
 */
public record Call(String function, Cost cost, List<Call> calls) {}
