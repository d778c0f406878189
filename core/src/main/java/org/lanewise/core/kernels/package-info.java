/**
 * The one interface between mathematics and machine: the operations that cost time
 * ({@link org.lanewise.core.kernels.Kernels}), the check of their arguments, the choice between them with
 * its reason ({@link org.lanewise.core.kernels.KernelInfo}), the caller's scratch
 * ({@link org.lanewise.core.kernels.Workspace}) and threads that help ({@link org.lanewise.core.kernels.Workers}).
 */
package org.lanewise.core.kernels;
