package org.lanewise.cifar;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Names and SHA-1 sums of the files in the official archives, as published in MXNet Gluon's CIFAR sources. */
final class OfficialFiles {

    static final List<String> CIFAR10_TRAIN =
            List.of("data_batch_1.bin", "data_batch_2.bin", "data_batch_3.bin", "data_batch_4.bin", "data_batch_5.bin");
    static final List<String> CIFAR10_TEST = List.of("test_batch.bin");
    static final List<String> CIFAR100_TRAIN = List.of("train.bin");
    static final List<String> CIFAR100_TEST = List.of("test.bin");

    private static final Map<String, String> CIFAR10_SHA1 = Map.of(
            "data_batch_1.bin", "aadd24acce27caa71bf4b10992e9e7b2d74c2540",
            "data_batch_2.bin", "c0ba65cce70568cd57b4e03e9ac8d2a5367c1795",
            "data_batch_3.bin", "1dd00a74ab1d17a6e7d73e185b69dbf31242f295",
            "data_batch_4.bin", "aab85764eb3584312d3c7f65fd2fd016e36a258e",
            "data_batch_5.bin", "26e2849e66a845b7f1e4614ae70f4889ae604628",
            "test_batch.bin", "67eb016db431130d61cd03c7ad570b013799c88c");
    private static final Map<String, String> CIFAR100_SHA1 = Map.of(
            "train.bin", "e207cd2e05b73b1393c74c7f5e7bea451d63e08e",
            "test.bin", "8fb6623e830365ff53cf14adec797474f5478006");

    private OfficialFiles() {}

    static Optional<String> sha1(CifarFormat format, String fileName) {
        Map<String, String> sums = format == CifarFormat.CIFAR10 ? CIFAR10_SHA1 : CIFAR100_SHA1;
        return Optional.ofNullable(sums.get(fileName));
    }
}
