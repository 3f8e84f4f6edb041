package io.sparkpooling.job.publish;

import io.sparkpooling.job.filesystem.Entry;
import io.sparkpooling.job.filesystem.Store;
import java.io.IOException;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;

/**
 * The folders that runs leave beside an output, by the short run key in their names.
 *
 * @param staging where runs build, or built, their results
 * @param aside former outputs that an overwrite moved out of the way
 */
record Siblings(SortedMap<String, Path> staging, SortedMap<String, Path> aside) {

    static Siblings of(Path output, Store store) throws IOException {
        Siblings siblings = new Siblings(new TreeMap<>(), new TreeMap<>());
        Pattern name = Pattern.compile(Pattern.quote(output.getName()) + "\\.(staging|old)-([0-9a-f]{16})");
        if (store.exists(output.getParent())) {
            for (Entry entry : store.list(output.getParent())) {
                Matcher matcher = name.matcher(entry.name());
                if (entry.isFolder() && matcher.matches()) {
                    (matcher.group(1).equals("old") ? siblings.aside : siblings.staging)
                            .put(matcher.group(2), entry.path());
                }
            }
        }
        return siblings;
    }
}
