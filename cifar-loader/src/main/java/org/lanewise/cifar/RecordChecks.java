package org.lanewise.cifar;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;

/** What is checked of a file at open: that it is whole records, and that every label is one of the data set. */
final class RecordChecks {

    private RecordChecks() {}

    static void requireWholeRecords(Path path, CifarFormat format, long length) throws CifarFormatException {
        int record = format.recordBytes();
        if (length == 0) {
            throw new CifarFormatException(path + " is empty, but at least one " + format.title() + " record of "
                    + record + " bytes was expected: unpack or download the file again.");
        }
        if (length % record == 0) {
            return;
        }
        String found = path + " has " + length + " bytes, but a whole number of " + format.title() + " records of "
                + record + " bytes was expected";
        if (length % format.other().recordBytes() == 0) {
            throw new CifarFormatException(found + ", and these are " + wholeRecordsOf(format.other(), length) + ": "
                    + openAs(format.other()) + ".");
        }
        throw new CifarFormatException(found + " (" + length % record + " bytes are left over after " + length / record
                + " records): the file is cut off or not the binary version, download it again.");
    }

    /**
     * Reads one or two bytes of every record, so that no label is found out of range later. This loads the page of each,
     * about one page fault per 20 records.
     */
    static void requireLabels(Path path, CifarFormat format, MemorySegment bytes) throws CifarFormatException {
        for (int index = 0; index < format.labelBytes(); index++) {
            long wrong = firstWrongLabel(bytes, index, format.recordBytes(), format.labelValues(index));
            if (wrong >= 0) {
                throw labelOutOfRange(path, format, bytes, wrong, index);
            }
        }
    }

    private static long firstWrongLabel(MemorySegment bytes, int index, int record, int values) {
        long length = bytes.byteSize();
        for (long offset = index; offset < length; offset += record) {
            if (Byte.toUnsignedInt(bytes.get(ValueLayout.JAVA_BYTE, offset)) >= values) {
                return offset / record;
            }
        }
        return -1;
    }

    private static CifarFormatException labelOutOfRange(
            Path path, CifarFormat format, MemorySegment bytes, long record, int index) {
        int value = Byte.toUnsignedInt(bytes.get(ValueLayout.JAVA_BYTE, record * format.recordBytes() + index));
        String kind = format == CifarFormat.CIFAR10 ? "" : index == 0 ? "coarse " : "fine ";
        String found = path + ": record " + record + " (the first is 0) has the " + kind + "label " + value + ", but "
                + format.title() + " has " + kind + "labels 0 to " + (format.labelValues(index) - 1);
        CifarFormat other = format.other();
        if (bytes.byteSize() % other.recordBytes() == 0) {
            return new CifarFormatException(found + "; its length is also " + wholeRecordsOf(other, bytes.byteSize())
                    + ": " + openAs(other) + ", or download it again.");
        }
        return new CifarFormatException(found + ": the file is damaged or not of this data set, download it again.");
    }

    /** What to do if the caller chose the format, and if the name of the file did. */
    private static String openAs(CifarFormat format) {
        return "open it as " + format.title() + ", whose files are called " + Layout.expected(format);
    }

    private static String wholeRecordsOf(CifarFormat format, long length) {
        return length / format.recordBytes() + " whole records of " + format.title();
    }
}
