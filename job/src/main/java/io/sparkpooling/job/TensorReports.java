package io.sparkpooling.job;

import io.sparkpooling.pooling.Output;
import io.sparkpooling.pooling.Pooling;
import io.sparkpooling.report.Fidelity;
import io.sparkpooling.report.TensorForm;
import io.sparkpooling.report.TensorReport;
import io.sparkpooling.report.TensorSide;
import io.sparkpooling.report.UncoveredBorder;
import io.sparkpooling.report.ValueStatistics;
import io.sparkpooling.storage.ColumnSize;
import io.sparkpooling.storage.WriteOptions;
import io.sparkpooling.storage.WrittenColumn;
import io.sparkpooling.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** The report of each pooled column: sizes from the footers and from the written files, values from the units in their order. */
final class TensorReports {
    private static final Set<String> LEVEL_ENCODINGS = Set.of("rle", "bit_packed");

    private final JobPlan plan;
    private final WriteOptions options;
    private final List<UnitResult> results;

    TensorReports(JobPlan plan, WriteOptions options, List<UnitResult> results) {
        this.plan = plan;
        this.options = options;
        this.results =
                results.stream().filter(result -> !result.columns().isEmpty()).toList();
    }

    /** One report for each output of each expression. */
    List<TensorReport> all() {
        List<TensorReport> reports = new ArrayList<>();
        for (PlannedColumn column : plan.columns()) {
            for (Output output : column.pooling().outputs()) {
                reports.add(report(column, output, reports.size()));
            }
        }
        return reports;
    }

    private TensorReport report(PlannedColumn column, Output output, int index) {
        Pooling pooling = column.pooling();
        return new TensorReport(
                column.source().name(),
                column.expression().column(output),
                column.expression().canonical(),
                column.expression().operation(),
                results.stream()
                        .map(result -> result.columns().get(index).kernel())
                        .distinct()
                        .collect(Collectors.joining(", ")),
                before(column, merged(index, true), counted(index, UnitResult.ColumnResult::tensorsBefore)),
                after(column, output, merged(index, false), counted(index, UnitResult.ColumnResult::tensorsAfter)),
                pooling.uncovered().stream()
                        .map(border -> new UncoveredBorder(border.axisName(), border.axis(), border.elements()))
                        .toList(),
                fidelity(index),
                results.stream()
                        .flatMap(result -> result.columns().get(index).pictures().stream())
                        .toList());
    }

    private long counted(int index, ToLongFunction<UnitResult.ColumnResult> tensors) {
        return results.stream()
                .map(result -> result.columns().get(index))
                .mapToLong(tensors)
                .sum();
    }

    private Fidelity fidelity(int index) {
        return results.stream()
                .map(result -> result.columns().get(index).fidelity())
                .reduce(Fidelity.NONE, Fidelity::mergedWith);
    }

    private ValueStatistics merged(int index, boolean before) {
        ValueStatistics merged = ValueStatistics.EMPTY;
        for (UnitResult result : results) {
            UnitResult.ColumnResult column = result.columns().get(index);
            merged = merged.mergedWith(before ? column.before() : column.after());
        }
        return merged;
    }

    private TensorSide before(PlannedColumn column, ValueStatistics statistics, long tensors) {
        List<ColumnSize> sizes = plan.files().stream()
                .flatMap(file -> file.columnSizes().stream())
                .filter(size -> size.path().equals(column.source().path()))
                .toList();
        return side(
                column.source().type(),
                statistics,
                tensors,
                sizes.stream().mapToLong(ColumnSize::storedBytes).sum(),
                joined(sizes.stream().map(ColumnSize::codec).collect(Collectors.toCollection(TreeSet::new))),
                joined(sizes.stream()
                        .flatMap(size -> size.encodings().stream())
                        .filter(encoding -> !LEVEL_ENCODINGS.contains(encoding))
                        .collect(Collectors.toCollection(TreeSet::new))));
    }

    private TensorSide after(PlannedColumn column, Output output, ValueStatistics statistics, long tensors) {
        long stored = results.stream()
                .flatMap(result -> result.data().stream())
                .flatMap(file -> file.columns().stream())
                .filter(written -> written.name().equals(column.expression().column(output)))
                .mapToLong(WrittenColumn::storedBytes)
                .sum();
        return side(
                output.type(),
                statistics,
                tensors,
                stored,
                options.compression().word(),
                options.encoding().word());
    }

    private static TensorSide side(
            TensorType type,
            ValueStatistics statistics,
            long tensors,
            long storedBytes,
            String codec,
            String encoding) {
        long elements = statistics.count();
        return new TensorSide(
                TensorForm.of(type),
                tensors,
                elements,
                elements * type.elementType().bytes(),
                storedBytes,
                codec,
                encoding,
                statistics);
    }

    private static String joined(Set<String> words) {
        return String.join(", ", words);
    }
}
