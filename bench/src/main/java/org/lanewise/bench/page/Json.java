package org.lanewise.bench.page;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.util.List;

/** Charts as JSON, in which nothing ends a script element: Gson writes {@code <} as an escape. */
final class Json {

    private static final Gson GSON = new GsonBuilder().create();

    private Json() {}

    static String of(List<Chart> charts) {
        return GSON.toJson(charts);
    }
}
