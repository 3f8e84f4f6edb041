package io.sparkpooling.storage.parquet;

import java.util.List;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;

/** The converter of a group that has one for each field, and something to do where the group begins and ends. */
public final class FieldConverters extends GroupConverter {
    private final List<Converter> fields;
    private final Runnable start;
    private final Runnable end;

    public FieldConverters(List<Converter> fields, Runnable start, Runnable end) {
        this.fields = List.copyOf(fields);
        this.start = start;
        this.end = end;
    }

    @Override
    public Converter getConverter(int index) {
        return fields.get(index);
    }

    @Override
    public void start() {
        start.run();
    }

    @Override
    public void end() {
        end.run();
    }
}
