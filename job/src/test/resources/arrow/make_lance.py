"""Vectors of bfloat16 as Lance has them. Run: python3 make_lance.py"""

import pyarrow as pa
import pyarrow.parquet as pq
from lance.arrow import bfloat16_array

numbers = [1.5, 2.0, -3.0, 4.0, 0.25, 128.0, 7.0, 1.0, *[float(index) for index in range(8)]]
vectors = pa.FixedSizeListArray.from_arrays(bfloat16_array(numbers), 8)
table = pa.table({"id": pa.array([0, 1]), "maps": vectors})
with pa.ipc.new_file("lance-bfloat16.arrow", table.schema) as writer:
    writer.write_table(table)
pq.write_table(table, "lance-bfloat16.parquet")
