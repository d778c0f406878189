package org.lanewise.datasets.internal.arrays;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Arrays that lie together and have names: in an archive, a file of tensors or a directory. */
interface NamedArrays extends AutoCloseable {

    /** {@return the names, in the order of the file} */
    List<String> names() throws IOException;

    /** Looks for an array that is there. */
    ArraySource array(String name) throws IOException;

    /** {@return the files that the arrays of these names lie in, each once} */
    List<Path> files(List<String> names);

    /** Ends reading; what was mapped stays. */
    @Override
    void close() throws IOException;
}
