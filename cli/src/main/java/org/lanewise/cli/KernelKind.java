package org.lanewise.cli;

/** Which kernels were asked for. */
public enum KernelKind {
    /** SIMD where the Vector API is there, else plain loops. */
    auto,
    /** The Vector API or an error. */
    simd,
    /** The textbook's loops. */
    scalar
}
