"""Asks other programs to pool random tensors and writes what they answer, one line a case.

python generate.py tensorflow keras flax xarray gdal    (each needs its package; gdal comes with rasterio)

A line has five fields, separated by tabs: our expression on a column x; the sizes of the input; its elements, row-major; the
sizes of the output; its elements. Lines that begin with # name the program and the seed.
"""
import sys

import numpy as np

SEED = 20261124


class Cases:
    def __init__(self, program, version):
        self.random = np.random.default_rng(SEED)
        self.program = program
        self.lines = ["# %s %s, seed %d" % (program, version, SEED)]

    def tensor(self, shape, missing=0.0):
        kind = self.random.integers(3)
        x = self.random.normal(size=shape) * (1 if kind else 100)
        x = np.round(x) if kind == 2 else x
        x = x.astype(np.float32) + np.float32(0)
        x[self.random.random(shape) < missing] = np.nan
        return x

    def add(self, operation, arguments, x, y, mode=True):
        x, y = np.asarray(x), np.asarray(y)
        assert x.dtype == np.float32 and y.dtype == np.float32, (operation, y.dtype)
        if mode:
            arguments = arguments + ["mode='%s'" % self.program]
        fields = [
            "%s(%s)" % (operation, ", ".join(["x"] + arguments)),
            sizes(x), elements(x), sizes(y), elements(y)]
        self.lines.append("\t".join(fields))

    def write(self):
        with open(self.program + ".tsv", "w") as out:
            out.write("\n".join(self.lines) + "\n")

    def below(self, low, high, count):
        return [int(n) for n in self.random.integers(low, high, size=count)]

    def chance(self, probability):
        return self.random.random() < probability

    def pick(self, *choices):
        return choices[self.random.integers(len(choices))]


def sizes(x):
    return ",".join(str(n) for n in x.shape)


def elements(x):
    return " ".join("NaN" if np.isnan(v) else str(v) for v in x.ravel())


def sliding(cases, axes, largest):
    """Channels last, as all three have it: a shape, a kernel, and the layout in our words."""
    shape = cases.below(3, [0, 12, 7, 5][axes], axes) + cases.below(1, 4, 1)
    kernel = [int(min(n, k)) for n, k in zip(shape, cases.below(1, largest, axes))]
    return shape, kernel, "layout='%sC'" % "DHW"[3 - axes:]


def tensorflow():
    import tensorflow as tf

    cases = Cases("tensorflow", tf.__version__)
    for _ in range(60):
        axes = int(cases.random.integers(1, 4))
        shape, kernel, layout = sliding(cases, axes, 5)
        padding = cases.pick("SAME", "VALID")
        arguments = ["kernel_size=%s" % kernel, "padding='%s'" % padding.lower(), layout]
        strides = dilations = None
        if padding == "VALID" and cases.chance(0.3):
            dilations = [1 if n < 2 * k - 1 else 2 for n, k in zip(shape, kernel)]
            arguments.append("dilation=%s" % dilations)
        elif cases.chance(0.7):
            strides = [min(k, s) for k, s in zip(kernel, cases.below(1, 4, axes))]
            arguments.append("stride=%s" % strides)
        kind = cases.pick("max", "avg")
        x = cases.tensor(shape)
        y = tf.nn.pool(x[None], kernel, kind.upper(), strides, padding, dilations=dilations)[0]
        cases.add("%s_pool%dd" % (kind, axes), arguments, x, y)
    whole(cases, {"avg": tf.reduce_mean, "max": tf.reduce_max, "min": tf.reduce_min, "sum": tf.reduce_sum})
    cases.write()


def whole(cases, reductions):
    """Global pooling of channels last, each pooled axis keeping size 1."""
    for kind, reduce in reductions.items():
        for axes in (1, 2, 3):
            shape, _, layout = sliding(cases, axes, 5)
            x = cases.tensor(shape)
            y = reduce(x, tuple(range(axes)), keepdims=True)
            cases.add("global_%s_pool" % kind, [layout], x, y)


def keras():
    import keras
    import tensorflow

    layers = keras.layers
    cases = Cases("keras", "%s on tensorflow %s" % (keras.__version__, tensorflow.__version__))
    kinds = {"max": "Max", "avg": "Average"}
    for _ in range(60):
        axes = int(cases.random.integers(1, 4))
        shape, kernel, layout = sliding(cases, axes, 5)
        padding = cases.pick("same", "valid")
        arguments = ["kernel_size=%s" % kernel, "padding='%s'" % padding, layout]
        strides = None
        if cases.chance(0.7):
            strides = cases.below(1, 4, axes)
            arguments.append("stride=%s" % strides)
        kind = cases.pick("max", "avg")
        layer = getattr(layers, "%sPooling%dD" % (kinds[kind], axes))
        x = cases.tensor(shape)
        y = layer(tuple(kernel), None if strides is None else tuple(strides), padding)(x[None])[0]
        cases.add("%s_pool%dd" % (kind, axes), arguments, x, y)
    for kind in kinds:
        for axes in (1, 2, 3):
            shape, _, layout = sliding(cases, axes, 5)
            x = cases.tensor(shape)
            layer = getattr(layers, "Global%sPooling%dD" % (kinds[kind], axes))
            cases.add("global_%s_pool" % kind, [layout], x, layer(keepdims=True)(x[None])[0])
    for _ in range(30):
        axes = int(cases.random.integers(1, 4))
        shape, _, layout = sliding(cases, axes, 5)
        output = cases.below(1, 8, axes)
        kind = cases.pick("max", "avg")
        layer = getattr(layers, "Adaptive%sPooling%dD" % (kinds[kind], axes))
        x = cases.tensor(shape)
        y = layer(tuple(output) if axes > 1 else output[0])(x[None])[0]
        cases.add("adaptive_%s_pool%dd" % (kind, axes), ["output_size=%s" % output, layout], x, y)
    cases.write()


def flax():
    import flax
    import jax
    import jax.numpy as jnp
    from flax.linen import pooling

    cases = Cases("flax", "%s on jax %s" % (flax.__version__, jax.__version__))
    for _ in range(80):
        axes = int(cases.random.integers(1, 4))
        shape, kernel, layout = sliding(cases, axes, 5)
        arguments = ["kernel_size=%s" % kernel, layout]
        if cases.chance(0.4):
            padding = [tuple(cases.below(0, k, 2)) for k in kernel]
            arguments.append("padding=%s" % [list(pair) for pair in padding])
        else:
            padding = cases.pick("SAME", "VALID", "SAME_LOWER")
            arguments.append("padding='%s'" % padding.lower())
        strides = None
        if cases.chance(0.7):
            strides = tuple(cases.below(1, 4, axes))
            arguments.append("stride=%s" % list(strides))
        kind = cases.pick("max", "min", "avg", "avg")
        options = {}
        if kind == "avg" and cases.chance(0.5):
            options["count_include_pad"] = bool(cases.chance(0.5))
            arguments.append("count_include_pad=%s" % str(options["count_include_pad"]).lower())
        x = cases.tensor(shape)
        pool = getattr(pooling, kind + "_pool")
        y = pool(jnp.asarray(x)[None], tuple(kernel), strides=strides, padding=padding, **options)[0]
        cases.add("%s_pool%dd" % (kind, axes), arguments, x, y)
    whole(cases, {"avg": jnp.mean, "max": jnp.max, "min": jnp.min, "sum": jnp.sum})
    cases.write()


def xarray():
    import xarray

    cases = Cases("xarray", xarray.__version__)
    names = {"avg": "mean", "max": "max", "min": "min"}
    for _ in range(60):
        axes = int(cases.random.integers(1, 4))
        dims = "CDHW"[:1] + "DHW"[3 - axes:]
        kernel = cases.below(1, 4, axes)
        boundary = cases.pick("exact", "pad")
        shape = cases.below(1, 3, 1) + [
            k * n - (int(cases.random.integers(0, k)) if boundary == "pad" else 0)
            for k, n in zip(kernel, cases.below(1, 4, axes))]
        arguments = ["kernel_size=%s" % kernel]
        if boundary == "pad":
            arguments.append("ceil_mode=true")
        kind = cases.pick(*names)
        x = cases.tensor(shape, cases.pick(0.0, 0.2, 0.6))
        coarse = xarray.DataArray(x, dims=list(dims)).coarsen(dict(zip(dims[1:], kernel)), boundary=boundary)
        cases.add("%s_pool%dd" % (kind, axes), arguments, x, getattr(coarse, names[kind])().values)
    for kind in names:
        for axes in (1, 2, 3):
            x = cases.tensor(cases.below(2, 6, axes + 1), 0.3)
            dims = "C" + "DHW"[3 - axes:]
            y = getattr(xarray.DataArray(x, dims=list(dims)), names[kind])(list(dims[1:]), keepdims=True)
            cases.add("global_%s_pool" % kind, ["axes=%s" % list(range(1, axes + 1))], x, y.values)
    cases.write()


def gdal():
    import rasterio
    from rasterio.enums import Resampling
    from rasterio.transform import Affine
    from rasterio.warp import reproject

    cases = Cases("gdal", "%s in rasterio %s" % (rasterio.__gdal_version__, rasterio.__version__))
    for _ in range(60):
        kernel = cases.below(1, 5, 2)
        shape = [k * n for k, n in zip(kernel, cases.below(1, 5, 2))]
        kind = cases.pick("avg", "max", "min")
        x = cases.tensor([1] + shape, cases.pick(0.0, 0.2, 0.6))
        arguments = ["kernel_size=%s" % kernel]
        nodata = np.nan
        if cases.chance(0.5):
            nodata = -9999.0
            x[np.isnan(x)] = nodata
            arguments.append("nodata=-9999")
        y = np.full([1, shape[0] // kernel[0], shape[1] // kernel[1]], nodata, np.float32)
        reproject(
            x, y, src_transform=Affine.identity(), dst_transform=Affine.scale(kernel[1], kernel[0]),
            src_crs="EPSG:3857", dst_crs="EPSG:3857", src_nodata=nodata, dst_nodata=nodata,
            resampling=Resampling[{"avg": "average"}.get(kind, kind)])
        cases.add("%s_pool2d" % kind, arguments, x, y)
    cases.write()


for name in sys.argv[1:]:
    globals()[name]()
