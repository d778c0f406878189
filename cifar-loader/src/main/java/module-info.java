/**
 * Lanewise CIFAR loader: CIFAR-10 and CIFAR-100 binary files mapped into memory, checked at open, zero-copy, and a
 * synthetic set in the same layout. Begin with {@link org.lanewise.cifar.CifarDataset}.
 */
module org.lanewise.cifar {
    requires transitive org.lanewise.core;

    exports org.lanewise.cifar;
}
