"""What one would write without this repository: pyarrow reads the files batch by batch, torch pools each, pyarrow writes the answer.

    rival.py pool --output FOLDER [--threads N] FILE...     max_pool2d(maps, kernel_size=2), zstd level 1; prints its times as JSON
    rival.py compare THEIRS OURS                            the rows of two pooled datasets, bit by bit

Torch looks at Arrow's own memory through numpy. Its loops for channels first are so slow that laying out the maps with channels last,
pooling and laying them out again takes less time; batches are small enough to stay in the processor's cache meanwhile.
"""

import time

started = time.perf_counter()

import argparse
import hashlib
import json
import os
import pathlib
import platform
import sys
import warnings

import pyarrow
import pyarrow.dataset
import pyarrow.parquet
import torch

warnings.filterwarnings("ignore", message="The given NumPy array is not writable")
KERNEL_SIZE = 2
BATCH_ROWS = 8


def pooled(batch):
    """The batch with smaller maps; other columns are as they were."""
    maps = batch.column("maps")
    tensors = torch.from_numpy(maps.to_numpy_ndarray())
    channels_last = tensors.contiguous(memory_format=torch.channels_last)
    smaller = torch.nn.functional.max_pool2d(channels_last, KERNEL_SIZE).contiguous().numpy()
    column = pyarrow.FixedShapeTensorArray.from_numpy_ndarray(smaller, dim_names=maps.type.dim_names)
    return batch.set_column(batch.schema.get_field_index("maps"), "maps", column)


def pool_file(file, output):
    """Row groups stay as they were; a row group is written once all of it is pooled."""
    reader = pyarrow.parquet.ParquetFile(file)
    several = torch.get_num_threads() > 1
    writer = None
    for group in range(reader.num_row_groups):
        batches = reader.iter_batches(BATCH_ROWS, row_groups=[group], use_threads=several)
        smaller = pyarrow.Table.from_batches([pooled(batch) for batch in batches])
        writer = writer or pyarrow.parquet.ParquetWriter(
            output, smaller.schema, compression="zstd", compression_level=1, use_dictionary=False, write_statistics=["id"]
        )
        writer.write_table(smaller, row_group_size=len(smaller))
    writer.close()


def pool(arguments):
    if arguments.threads:
        use_only(arguments.threads)
    ready = time.perf_counter()
    processor = time.process_time()
    os.makedirs(arguments.output, exist_ok=True)
    with torch.inference_mode():
        for file in arguments.files:
            pool_file(file, pathlib.Path(arguments.output, pathlib.Path(file).name))
    times = {"seconds": time.perf_counter() - ready, "processor": time.process_time() - processor, "start": ready - started}
    print(json.dumps(times | {"threads": torch.get_num_threads()} | versions()))


def use_only(threads):
    """As many threads and as many cores: nothing of the work moves to another one."""
    torch.set_num_threads(threads)
    pyarrow.set_cpu_count(threads)
    pyarrow.set_io_thread_count(threads)
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[-threads:])


def versions():
    return {"python": platform.python_version(), "pyarrow": pyarrow.__version__, "torch": torch.__version__}


def digests(folder):
    """The bits of each row's maps, by its id."""
    rows = {}
    dataset = pyarrow.dataset.dataset(folder, format="parquet")
    for batch in dataset.to_batches(columns=["id", "maps"], batch_size=64):
        maps = batch.column("maps").to_numpy_ndarray()
        for row, identifier in enumerate(batch.column("id").to_pylist()):
            rows[identifier] = (maps.shape[1:], hashlib.sha256(maps[row].tobytes()).digest())
    return rows


def compare(arguments):
    theirs, ours = digests(arguments.theirs), digests(arguments.ours)
    different = [row for row in theirs.keys() | ours.keys() if theirs.get(row) != ours.get(row)]
    if different or not ours:
        sys.exit(f"{len(different)} of {len(theirs)} rows differ, the first with id {min(different, default='none')}")
    print(f"{len(ours)} rows are equal, bit by bit")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    one = commands.add_parser("pool")
    one.add_argument("--output", required=True)
    one.add_argument("--threads", type=int, default=0)
    one.add_argument("files", nargs="+")
    one.set_defaults(run=pool)
    other = commands.add_parser("compare")
    other.add_argument("theirs")
    other.add_argument("ours")
    other.set_defaults(run=compare)
    arguments = parser.parse_args()
    arguments.run(arguments)


if __name__ == "__main__":
    main()
