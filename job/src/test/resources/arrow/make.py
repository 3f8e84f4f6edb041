"""Files with columns of Arrow's less common types beside a tensor, by pyarrow. Run: python3 make.py"""

import pyarrow as pa

SHAPE = {"ARROW:extension:name": "arrow.fixed_shape_tensor", "ARROW:extension:metadata": '{"shape":[1,4]}'}
ROWS = 6


def maps(rows):
    """Row 1 has an element that is null, so that it is no tensor."""
    values = pa.array([None if (row, index) == (1, 2) else float(10 * row + index) for row in rows for index in range(4)], pa.float32())
    return pa.FixedSizeListArray.from_arrays(values, 4)


def write(name, column, stream=False):
    schema = pa.schema([pa.field("map", pa.list_(pa.float32(), 4), metadata=SHAPE), pa.field("other", column.type)])
    writer = (pa.ipc.new_stream if stream else pa.ipc.new_file)(name, schema)
    with writer:
        for start in (0, 4):
            rows = range(start, min(start + 4, ROWS))
            writer.write_batch(pa.record_batch([maps(rows), column.slice(start, len(rows))], schema=schema))


def words(values, dictionary):
    return pa.DictionaryArray.from_arrays(pa.array(values, pa.int8()), pa.array(dictionary))


def write_delta(name, stream):
    """The second batch's dictionary begins with the first's, so that only what is new is written."""
    batches = [words([1, 0, 1, None], ["a", "b"]), words([2, 1], ["a", "b", "c"])]
    schema = pa.schema([pa.field("map", pa.list_(pa.float32(), 4), metadata=SHAPE), pa.field("other", batches[0].type)])
    options = pa.ipc.IpcWriteOptions(emit_dictionary_deltas=True)
    with (pa.ipc.new_stream if stream else pa.ipc.new_file)(name, schema, options=options) as writer:
        for start, column in zip((0, 4), batches):
            rows = range(start, start + len(column))
            writer.write_batch(pa.record_batch([maps(rows), column], schema=schema))


LONG = "a text that is longer than twelve bytes"
TEXTS = ["", "short", None, LONG, "twelve bytes", LONG + "!"]
LISTS = [[1, 2], [], None, [3], [4, 5, 6], [7]]

write_delta("delta-dictionary-file.arrow", False)
write_delta("delta-dictionary-stream.arrow", True)
write("string-view.arrow", pa.array(TEXTS, pa.string_view()))
write("binary-view.arrow", pa.array([t and t.encode() for t in TEXTS], pa.binary_view()))
write("list-view.arrow", pa.array(LISTS, pa.list_view(pa.int32())))
write("large-list-view.arrow", pa.array(LISTS, pa.large_list_view(pa.int32())))
write("run-end-encoded.arrow", pa.RunEndEncodedArray.from_arrays(pa.array([2, 3, 6], pa.int32()), pa.array(["x", None, "y"])))
types = pa.array([0, 1, 1, 0, 1, 0], pa.int8())
write("sparse-union.arrow", pa.UnionArray.from_sparse(types, [pa.array(range(6), pa.int64()), pa.array(list("abcdef"))]))
offsets = pa.array([0, 0, 1, 1, 2, 2], pa.int32())
write("dense-union.arrow", pa.UnionArray.from_dense(types, offsets, [pa.array([5, 6, 7], pa.int64()), pa.array(["p", "q", "r"])]))
codes = pa.array([9, 5, 5, 9, 5, 9], pa.int8())
numbers = [pa.array([5, None, 7], pa.int32()), pa.array([50, 60, 70], pa.int32())]
write("dense-union-codes.arrow", pa.UnionArray.from_dense(codes, offsets, numbers, ["a", "b"], [9, 5]))
