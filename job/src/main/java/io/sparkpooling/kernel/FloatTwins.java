package io.sparkpooling.kernel;

import io.sparkpooling.kernel.RowMaximum.Signs;
import io.sparkpooling.pooling.Average;
import io.sparkpooling.pooling.AxisByAxisAverage;
import io.sparkpooling.pooling.Maximum;
import io.sparkpooling.pooling.Mean;
import io.sparkpooling.pooling.Minimum;
import io.sparkpooling.pooling.PowerNorm;
import io.sparkpooling.pooling.Reduction;
import io.sparkpooling.pooling.Sum;
import io.sparkpooling.pooling.WindowedPooling;
import io.sparkpooling.tensor.ElementType;
import java.util.Optional;

/** Which fast loops compute a reduction: the twins of the plain loops. A reduction that is not named here has none. */
final class FloatTwins {
    private final WindowedPooling pooling;
    private final Geometry geometry;
    private final ElementType type;

    private FloatTwins(WindowedPooling pooling, Geometry geometry) {
        this.pooling = pooling;
        this.geometry = geometry;
        this.type = pooling.input().elementType();
    }

    /** The fast kernel for a pooling, if there is one. */
    static Optional<PoolingKernel> of(WindowedPooling pooling) {
        return FloatConversion.covers(pooling.input().elementType())
                ? Geometry.of(pooling).flatMap(geometry -> new FloatTwins(pooling, geometry).kernel())
                : Optional.empty();
    }

    private Optional<PoolingKernel> kernel() {
        Reduction reduction = pooling.reduction();
        if (reduction instanceof Maximum || reduction instanceof Minimum) {
            return Optional.of(extremes(reduction instanceof Minimum));
        }
        if (!type.isFloatingPoint()) {
            return Optional.empty();
        }
        if (reduction instanceof Sum) {
            return kernel(Vectors.loops().sums(geometry), ElementMap.NONE, ElementMap.NONE);
        }
        if (reduction instanceof Average average) {
            return kernel(Quotients.average(geometry, pooling, average), ElementMap.NONE, ElementMap.ZERO_ADDED);
        }
        if (reduction instanceof AxisByAxisAverage) {
            return kernel(Quotients.axisByAxis(geometry, pooling), ElementMap.NONE, ElementMap.NONE);
        }
        if (reduction instanceof PowerNorm norm) {
            PowerRoots roots = new PowerRoots(Vectors.loops().sums(geometry), geometry, pooling, norm);
            return kernel(roots, PowerRoots.raising(norm), ElementMap.NONE);
        }
        return reduction instanceof Mean && geometry.isWhole()
                ? kernel(Vectors.loops().means(geometry), ElementMap.NONE, ElementMap.NONE)
                : Optional.empty();
    }

    private PoolingKernel extremes(boolean smallest) {
        FloatTwins onePlane = new FloatTwins(pooling, geometry.onePlane());
        return Vectors.loops()
                .extremes(type, geometry, smallest, onePlane.scalarExtremes(smallest))
                .orElseGet(() -> scalarExtremes(smallest));
    }

    private SingleKernel scalarExtremes(boolean smallest) {
        ElementMap map = smallest ? ElementMap.NEGATION : ElementMap.NONE;
        return new FloatKernel(type, geometry, maximum(), map, map);
    }

    private Optional<PoolingKernel> kernel(FloatPlanes planes, ElementMap before, ElementMap after) {
        return Optional.of(new FloatKernel(type, geometry, planes, before, after));
    }

    private FloatPlanes maximum() {
        return type.isFloatingPoint() ? new ZeroSigns(maxima(Signs.WATCHED), geometry) : maxima(Signs.IGNORED);
    }

    private Maxima maxima(Signs signs) {
        return geometry.isWhole() && geometry.inner() == 1
                ? new WholeMaximum(geometry)
                : new RowMaximum(geometry, signs);
    }
}
