package org.lanewise.cli.events;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.lanewise.core.kernels.KernelInfo;

/** The kernels that a command computes with. */
@Name("org.lanewise.Kernels")
@Label("Kernels")
@Category("Lanewise")
@Description("The kernels that were chosen")
@StackTrace(false)
public final class KernelsEvent extends Event {

    @Label("Kernels")
    private final String kernels;

    @Label("Threads")
    private final int threads;

    private KernelsEvent(KernelInfo info) {
        this.kernels = info.summary();
        this.threads = info.threads();
    }

    /**
     * Records a choice, if anyone records.
     *
     * @param info which kernels, and why
     */
    public static void record(KernelInfo info) {
        new KernelsEvent(info).commit();
    }
}
