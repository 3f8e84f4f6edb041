package io.sparkpooling.kernel;

/** Maxima by {@link Math#max}, for which +0.0 is larger than -0.0; {@link ZeroSigns} makes PyTorch's of them. */
interface Maxima extends FloatPlanes {

    /** False only if no element of the last plane had a sign: then it holds no -0.0. */
    boolean maySeeSigns();
}
