package org.lanewise.cli;

import java.util.Optional;
import org.lanewise.core.kernels.Kernels;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} says: what a report of an error should begin with. */
final class Version implements IVersionProvider {

    /** Made by picocli. */
    Version() {}

    @Override
    public String[] getVersion() {
        return new String[] {
            "Lanewise " + number(),
            "Java %s, %s, %s %s"
                    .formatted(
                            Runtime.version(),
                            System.getProperty("java.vendor"),
                            System.getProperty("os.name"),
                            System.getProperty("os.arch")),
            "Kernels: " + Kernels.best().info().summary()
        };
    }

    /** The version of the module, or on the class path that of the jar's manifest. */
    private static String number() {
        Module module = Version.class.getModule();
        Optional<String> ofModule = module.isNamed() ? module.getDescriptor().rawVersion() : Optional.empty();
        String ofPackage = Version.class.getPackage().getImplementationVersion();
        return ofModule.orElse(ofPackage == null ? "unknown" : ofPackage);
    }
}
