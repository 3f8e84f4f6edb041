"""The work of scripts/interop: one line a file, one reader a function."""

import importlib.util
import io
import logging
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

RESOURCES = Path("job/src/test/resources/conventions")
SHAPE = ["--shape", "features=6,16,16"]
FILES = {
    "arrow-variable-shape-tensor.parquet": [],
    "flat-list-no-shape.parquet": SHAPE,
    "huggingface-array3d.parquet": [],
    "huggingface-array3d-stream.arrow": [],
    "nested-list.parquet": [],
    "npy-binary.parquet": [],
    "pyarrow-fixed-shape-tensor.parquet": [],
    "pyarrow-fixed-shape-tensor-file.arrow": [],
    "pyarrow-fixed-shape-tensor-float16.parquet": [],
    "pyarrow-fixed-shape-tensor-hwc.parquet": [],
    "pyarrow-fixed-shape-tensor-permutation.parquet": [],
    "pyarrow-fixed-shape-tensor-uint8.parquet": [],
    "raw-binary-no-shape.parquet": [*SHAPE, "--dtype", "features=float32"],
    "ray-tensor.parquet": [],
    "ray-variable-shaped-tensor.parquet": [],
}
BFLOAT16 = ["lance-bfloat16.parquet", "lance-bfloat16.arrow"]
DAFT = {"daft-fixed-shape-tensor": "tensor(float32, 6x16x16)", "daft-tensor": "tensor(float32)"}


def expected(name):
    """The rows in the order in which they lie; PyTorch computed them."""
    if "variable" in name:
        return [np.load(RESOURCES / f"expected-variable-{row}-max2d-k2.npy") for row in range(4)]
    kind = "integer-" if "int" in name else ""
    rows = np.load(RESOURCES / f"expected-{kind}max2d-k2.npy")
    if name in BFLOAT16:
        return list(upper_halves(rows))
    if "float16" in name:
        rows = rows.astype(np.float16)
    return [row.transpose(1, 2, 0) if "hwc" in name or "permutation" in name else row for row in rows]


def pool(source, output, hints):
    """What was pooled into the folder before is read again."""
    if output.exists():
        return data_file(output)
    command = ["scripts/pool", "run", "--input", source, "--output", output, "--pool", "max_pool2d(features, kernel_size=2)", *hints]
    done = subprocess.run([str(word) for word in command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    if done.returncode:
        sys.exit(done.stderr)
    return data_file(output)


def data_file(output):
    return next(file for file in output.iterdir() if file.suffix in (".parquet", ".arrow"))


def write_daft(folder, name):
    """A file by Daft itself, since its metadata name its version."""
    import daft

    kind = daft.DataType.tensor(daft.DataType.float32(), (6, 16, 16) if "fixed" in name else None)
    rows = list(np.load(RESOURCES / "expected-input.npy"))
    frame = daft.from_pydict({"id": list(range(len(rows))), "features": rows})
    frame.with_column("features", daft.col("features").cast(kind)).write_parquet(str(folder))
    return next(Path(folder).iterdir())


def upper_halves(rows):
    """float32 rounded towards zero to bfloat16, which keeps their order, so that the largest stay the largest."""
    return (rows.astype("<f4").view("<u4") & 0xFFFF0000).view("<f4")


def write_bfloat16(file):
    """Lists of bfloat16 as Lance marks them: extension type of the elements, two bytes each."""
    rows = upper_halves(np.load(RESOURCES / "expected-input.npy"))
    halves = (rows.view("<u4") >> 16).astype("<u2").reshape(len(rows), -1)
    mark = {"ARROW:extension:name": "lance.bfloat16", "ARROW:extension:metadata": ""}
    kind = pa.list_(pa.field("item", pa.binary(2), metadata=mark), halves.shape[1])
    elements = pa.FixedSizeBinaryArray.from_buffers(pa.binary(2), halves.size, [None, pa.py_buffer(halves.tobytes())])
    lists = pa.FixedSizeListArray.from_arrays(elements, halves.shape[1])
    column = pa.Array.from_buffers(kind, len(rows), [None], children=[elements]) if lists.type != kind else lists
    table = pa.table([pa.array(range(len(rows))), column], schema=pa.schema([("id", pa.int64()), ("features", kind)]))
    file.parent.mkdir(parents=True, exist_ok=True)
    if file.suffix == ".arrow":
        with pa.ipc.new_file(file, table.schema) as writer:
            writer.write_table(table)
    else:
        pq.write_table(table, file)
    return file


def rows_of(values):
    """Rows as arrays: bytes of .npy files, bytes, structs of data and shape, nested lists, or lists of two bytes each."""
    for value in values:
        if isinstance(value, bytes):
            yield np.load(io.BytesIO(value)) if value[:6] == b"\x93NUMPY" else np.frombuffer(value, "<f4")
        elif isinstance(value, list) and isinstance(value[0], bytes):
            yield (np.frombuffer(b"".join(value), "<u2").astype("<u4") << 16).view("<f4")
        elif isinstance(value, dict):
            yield np.asarray(value["data"]).reshape([int(size) for size in value["shape"]])
        else:
            yield np.asarray(value)


def by_pyarrow(file):
    column = arrow_table(file).column("features").combine_chunks()
    column = column.chunk(0) if isinstance(column, pa.ChunkedArray) else column
    storage = column.storage if isinstance(column.type, pa.BaseExtensionType) else column
    return "tensor" if "shape_tensor" in str(column.type) else str(column.type), rows_of(storage.to_pylist())


def arrow_table(file):
    return pa.ipc.open_file(file).read_all() if file.suffix == ".arrow" else pq.read_table(file)


def by_ray(file):
    import ray

    ray.init(num_cpus=1, include_dashboard=False, log_to_driver=False, logging_level="ERROR", ignore_reinit_error=True)
    ray.data.DataContext.get_current().enable_progress_bars = False
    rows = sorted(ray.data.read_parquet(str(file)).take_all(), key=lambda row: row["id"])
    values = [row["features"] for row in rows]
    return "tensor" if isinstance(values[0], np.ndarray) and values[0].ndim == 3 else type(values[0]).__name__, rows_of(values)


def by_datasets(file):
    import datasets

    datasets.disable_progress_bars()
    if file.suffix == ".arrow":
        table = arrow_table(file)
        dataset = datasets.Dataset(datasets.table.InMemoryTable(table))
    else:
        dataset = datasets.Dataset.from_parquet(str(file), cache_dir=str(file.parent.parent / "cache"))
    kind = dataset.features["features"]
    restored = isinstance(kind, datasets.features.features._ArrayXD)
    return "tensor" if restored else type(kind).__name__, rows_of(dataset[:]["features"])


def by_daft(file):
    import daft

    frame = daft.read_parquet(str(file))
    kind = frame.schema()["features"].dtype
    values = frame.to_pydict()["features"]
    return "tensor" if kind.is_tensor() or kind.is_fixed_shape_tensor() else str(kind), rows_of(values)


def by_lance(file):
    import lance

    table = arrow_table(file)
    copy = str(file.parent.parent / f"{file.parent.name}.lance")
    lance.write_dataset(table, copy, mode="overwrite")
    column = lance.dataset(copy).to_table().column("features").combine_chunks()
    storage = column.storage if isinstance(column.type, pa.BaseExtensionType) else column
    return "tensor" if "shape_tensor" in str(column.type) else str(column.type), rows_of(storage.to_pylist())


READERS = {"pyarrow": by_pyarrow, "ray": by_ray, "datasets": by_datasets, "daft": by_daft, "lance": by_lance}


def cell(name, reader, file):
    if importlib.util.find_spec(reader) is None:
        return "not installed"
    if file.suffix == ".arrow" and reader in ("ray", "daft"):
        return "-"
    try:
        kind, rows = READERS[reader](file)
        equal = all(np.array_equal(np.ravel(found), np.ravel(row)) for found, row in zip(rows, expected(name), strict=True))
        return f"{short(kind)}, {'equal' if equal else 'OTHER VALUES'}"
    except Exception as reason:  # the table says what a reader cannot do
        return f"cannot read: {short(str(reason) or type(reason).__name__)}"


def short(text):
    line = text.strip().splitlines()[0]
    return line if len(line) <= 24 else line[:21] + "..."


def main(folder):
    logging.disable(logging.CRITICAL)  # the table says what failed
    os.environ.update(HF_HUB_OFFLINE="1", LANCE_LOG="error")
    sources = {name: (RESOURCES / name, hints) for name, hints in FILES.items()}
    sources.update({name: (write_bfloat16(folder / "sources" / name), SHAPE) for name in BFLOAT16})
    if importlib.util.find_spec("daft"):
        sources.update({name: (write_daft(folder / f"{name}-in", name), []) for name in DAFT})
    sound = True
    line("file", READERS)
    for name, (source, hints) in sources.items():
        cells = [cell(name, reader, pool(source, folder / name, hints)) for reader in READERS]
        line(name, cells)
        sound &= not any("OTHER VALUES" in text for text in cells)
    return 0 if sound else 1


def line(name, cells):
    print(name.ljust(48), *(text.ljust(30) for text in cells), flush=True)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
