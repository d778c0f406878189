package org.lanewise.core.kernels;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;

/** The same after all other tests of this VM, in the long run: C2's profiles have met every kind of memory and shape then. */
@Order(Integer.MAX_VALUE)
@Tag("long")
@Tag("slow")
class AllocationAfterOthersTest extends AllocationTest {}
