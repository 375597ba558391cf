package org.duehsm.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.HashMap;
import java.util.Map;

/**
 * What this JVM has spent.
 *
 * @param cpuNanos of the whole process, compiler and garbage collector included, in steps of 10 ms
 * @param allocated bytes by thread, of the threads that live now
 */
record HostCost(long cpuNanos, Map<Long, Long> allocated) {

    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private static final ThreadMXBean THREADS = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

    /** The cost so far. */
    static HostCost now() {
        Map<Long, Long> allocated = new HashMap<>();
        for (long id : THREADS.getAllThreadIds()) {
            allocated.put(id, Math.max(0, THREADS.getThreadAllocatedBytes(id)));
        }
        return new HostCost(PROCESS.getProcessCpuTime(), allocated);
    }

    /** CPU time of the threads that live now and whose names begin so. */
    static long cpuNanosOf(String threads) {
        long sum = 0;
        for (ThreadInfo thread : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
            if (thread != null && thread.getThreadName().startsWith(threads)) {
                sum += Math.max(0, THREADS.getThreadCpuTime(thread.getThreadId()));
            }
        }
        return sum;
    }

    /** CPU time of the thread that asks, exact. */
    static long cpuNanosOfThisThread() {
        return THREADS.getCurrentThreadCpuTime();
    }

    /** CPU time spent since then. */
    long cpuNanosSince(HostCost earlier) {
        return cpuNanos - earlier.cpuNanos;
    }

    /** Bytes allocated since then by the threads of this moment. */
    long allocatedSince(HostCost earlier) {
        return allocated.entrySet().stream()
                .mapToLong(e -> e.getValue() - earlier.allocated.getOrDefault(e.getKey(), 0L))
                .sum();
    }
}
