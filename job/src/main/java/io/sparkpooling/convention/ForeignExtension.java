package io.sparkpooling.convention;

/**
 * Why a column with an Arrow extension type that no convention knows is refused, by name, and what to do. Its storage often
 * looks like a plain list, but what the numbers mean is in metadata that is private, pickled, or of another form in each row.
 */
final class ForeignExtension {
    private ForeignExtension() {}

    static Recognition refuse(Column column, String type) {
        return new Recognition.NoTensor("Cannot read column %s as a tensor: its extension type %s is not supported (%s)"
                .formatted(column.name(), type, remedy(type)));
    }

    private static String remedy(String type) {
        if (type.equals("lance.bfloat16")) {
            return "it is one number, no list of them";
        }
        if (type.contains("variable_shape")) {
            return "its storage is no struct of data and shape: write it as arrow.variable_shape_tensor";
        }
        if (type.startsWith("ray.data.")) {
            return "write it as arrow.fixed_shape_tensor: in Ray Data, DataContext.arrow_fixed_shape_tensor_format";
        }
        return "write it as arrow.fixed_shape_tensor or as nested lists";
    }
}
