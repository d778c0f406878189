package org.lanewise.bench;

import java.io.File;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/** The class path that VMs are started with. */
public final class ClassPath {

    private static final String PROPERTY = "java.class.path";

    private ClassPath() {}

    /** Calls something while the jars are missing whose file names match. */
    public static <T> T without(String jars, Callable<T> call) throws Exception {
        String whole = System.getProperty(PROPERTY);
        String rest = Arrays.stream(whole.split(File.pathSeparator))
                .filter(entry -> !new File(entry).getName().matches(jars))
                .collect(Collectors.joining(File.pathSeparator));
        System.setProperty(PROPERTY, rest);
        try {
            return call.call();
        } finally {
            System.setProperty(PROPERTY, whole);
        }
    }
}
