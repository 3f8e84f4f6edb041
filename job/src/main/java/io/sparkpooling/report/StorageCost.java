package io.sparkpooling.report;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.Serializable;

/**
 * What storing the dataset costs a month, at a stated price; a terabyte is 10^12 bytes.
 *
 * @param usdPerTerabyteMonth the price that all other figures rest on
 * @param storedBytesBefore the bytes of the input files that were pooled
 * @param storedBytesAfter the bytes of the data files written
 */
@JsonIgnoreProperties(
        value = {"usdPerMonthBefore", "usdPerMonthAfter", "usdPerMonthSaved", "usdPerMonthSavedPerInputTerabyte"},
        allowGetters = true)
public record StorageCost(double usdPerTerabyteMonth, long storedBytesBefore, long storedBytesAfter)
        implements Serializable {

    /** The list price of object storage in the large clouds, US regions, rounded. */
    public static final double DEFAULT_USD_PER_TERABYTE_MONTH = 23;

    private static final double TERABYTE = 1e12;

    /** What the input costs. */
    @JsonProperty
    public double usdPerMonthBefore() {
        return storedBytesBefore / TERABYTE * usdPerTerabyteMonth;
    }

    /** What the output costs. */
    @JsonProperty
    public double usdPerMonthAfter() {
        return storedBytesAfter / TERABYTE * usdPerTerabyteMonth;
    }

    /** What is saved if the input is removed; negative where the output is larger. */
    @JsonProperty
    public double usdPerMonthSaved() {
        return usdPerMonthBefore() - usdPerMonthAfter();
    }

    /** What is saved for each terabyte of such input; NaN where there is no input. */
    @JsonProperty
    public double usdPerMonthSavedPerInputTerabyte() {
        return storedBytesBefore == 0 ? Double.NaN : usdPerMonthSaved() / (storedBytesBefore / TERABYTE);
    }
}
