package org.lanewise.core.internal.adaptive;

/** Operations that have gates of their own. */
enum Kind {
    MATMUL,
    SOFTMAX,
    LOG_SOFTMAX,
    LOSS,
    LOSSES,
    SCORES,
    SCORER,
    GRADIENT,
    STEP,
    BACKWARD,
    FEATURE_GRADIENT,
    AXPY,
    PREPARE,
    RECTIFY,
    RECTIFY_GRADIENT,
    DISTANCES,
    DOT
}
