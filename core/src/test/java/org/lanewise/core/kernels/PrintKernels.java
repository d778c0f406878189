package org.lanewise.core.kernels;

/** The program of a child VM: prints which kernels it gets, or the exception. */
final class PrintKernels {

    private PrintKernels() {}

    public static void main(String[] arguments) {
        String what = arguments.length == 0 ? "best" : arguments[0];
        try {
            Kernels kernels = what.equals("simd") ? Kernels.simd() : Kernels.best();
            KernelInfo info = kernels.info();
            System.out.println("name=" + info.name());
            System.out.println("bits=" + info.bits());
            System.out.println("reason=" + info.reason());
            System.out.println("summary=" + info.summary());
            System.out.println("once=" + (Kernels.best() == Kernels.best()));
        } catch (IllegalStateException refusal) {
            System.out.println("refused=" + refusal.getMessage());
        }
    }
}
