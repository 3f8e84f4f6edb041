package io.sparkpooling.job.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sparkpooling.job.RowSample;
import io.sparkpooling.pooling.PoolingExpression;
import io.sparkpooling.report.study.Answers;
import io.sparkpooling.report.study.Motion;
import io.sparkpooling.report.study.MotionResult;
import io.sparkpooling.report.study.PoolingStudy;
import io.sparkpooling.report.study.StudyReport;
import io.sparkpooling.tensor.InvalidArgumentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StudyTest {
    private static final Path SAMPLE = Path.of("../data-samples/feature-maps.parquet");
    private static final Path CONVENTIONS = Path.of("src/test/resources/conventions");

    private static StudyReport head;

    @TempDir
    Path folder;

    @BeforeAll
    static void studyRealMaps() throws IOException {
        head = report(
                SAMPLE,
                "all",
                "avg_pool2d(head, kernel_size=2)",
                "max_pool2d(head, kernel_size=2)",
                "avg_pool3d(head, kernel_size=2, axes=[0,1,2])");
    }

    /** NumPy and scipy.ndimage.affine_transform(order=1, mode='nearest') over the whole file, in float64. */
    @ParameterizedTest
    @CsvSource({
        "avg_pool2d, SHIFT, 1, 0, 0.9252118271101284, 0.9442960526549705, 0.9889547468503975, 0.9936885949575602",
        "avg_pool2d, SHIFT, 4, 0, 0.8372433788986358, 0.8540915674402639, 0.9463110489081176, 0.9562319719044567",
        "avg_pool2d, SHIFT, 1, 1, 0.8918132215690726, 0.9200654778709111, 0.9784782591306059, 0.9878701474039384",
        "avg_pool2d, SHIFT, 4, 1, 0.7962179175180447, 0.8147258413358867, 0.9181111498401929, 0.9315138229934129",
        "avg_pool2d, ROTATION, 5, 0, 0.8678360108407126, 0.8900132145986417, 0.9657279206362954, 0.9757337831343486",
        "avg_pool2d, SCALING, 1.05, 0, 0.8998432728824509, 0.9222746143041041, 0.9804632500996542, 0.9879675938003892",
        "max_pool2d, SHIFT, 1, 0, 0.9252118271101284, 0.9316552608407498, 0.9889547468503975, 0.9907023414649131",
        "max_pool2d, SHIFT, 4, 0, 0.8372433788986358, 0.8393866835921324, 0.9463110489081176, 0.947610519077525",
        "max_pool2d, SHIFT, 1, 1, 0.8918132215690726, 0.909075613308577, 0.9784782591306059, 0.984643879294289",
        "max_pool2d, SHIFT, 4, 1, 0.7962179175180447, 0.8107461260593083, 0.9181111498401929, 0.9295516465820732",
        "max_pool2d, ROTATION, -2, 0, 0.930081090870122, 0.9354876708927675, 0.9906078910955441, 0.9921353871720084",
        "max_pool2d, SCALING, 0.95, 0, 0.8972798506081934, 0.9041285922253168, 0.9796388686823008, 0.9829241741859654",
        "avg_pool3d, SHIFT, 1, 2, 0.31779474183609924, 0.6313429391257537, 0.07135734675699236, 0.7002397263830825",
        "avg_pool3d, SHIFT, 3, 2, 0.32133019416985775, 0.35264553298042434, 0.08459404380617576, 0.17495837618660223"
    })
    void answersOfRealMapsAreThoseOfNumpyAndScipy(
            String operation,
            Motion.Kind kind,
            double amount,
            int axisFromLast,
            double stabilityBefore,
            double stabilityAfter,
            double cosineBefore,
            double cosineAfter) {
        PoolingStudy pooling = head.poolings().stream()
                .filter(each -> each.expression().startsWith(operation))
                .findFirst()
                .orElseThrow();
        MotionResult result = pooling.motions().stream()
                .filter(each -> each.motion().equals(new Motion(kind, amount, axisFromLast)))
                .findFirst()
                .orElseThrow();
        assertThat(result.tensors()).isEqualTo(12);
        assertThat(Answers.before(pooling).stability(result)).isCloseTo(stabilityBefore, within(1e-8));
        assertThat(Answers.after(pooling).stability(result)).isCloseTo(stabilityAfter, within(1e-8));
        assertThat(result.cosineBefore()).isCloseTo(cosineBefore, within(1e-8));
        assertThat(result.cosineAfter()).isCloseTo(cosineAfter, within(1e-8));
    }

    @Test
    void whatIsKeptOfRealMapsIsWhatNumpySays() {
        List<PoolingStudy> poolings = head.poolings();
        assertThat(poolings.get(0).fidelity().psnr()).isCloseTo(37.94551617275096, within(1e-5));
        assertThat(poolings.get(0).fidelity().energyKept()).isCloseTo(0.9809376370915819, within(1e-8));
        assertThat(poolings.get(1).fidelity().psnr()).isCloseTo(33.91288525779378, within(1e-5));
        assertThat(poolings.get(1).fidelity().energyKept()).isCloseTo(1.2302996054276762, within(1e-8));
        assertThat(poolings.get(1).ratio()).isEqualTo(4);
    }

    @Test
    void theFirstShiftIsThatOfTheReport() throws IOException {
        PoolingStudy pooling = study(SAMPLE, "all", "adaptive_avg_pool2d(stage5, output_size=1)")
                .get(0);
        assertThat(pooling.motions().get(0).after())
                .isEqualTo(pooling.fidelity().shiftAfter());
        assertThat(pooling.fidelity().shiftBefore().stability()).isCloseTo(0.607, within(5e-4));
        assertThat(pooling.fidelity().shiftAfter().stability()).isCloseTo(0.921, within(5e-4));
    }

    @Test
    void allButTheTimesIsTheSameEachTime() throws IOException {
        String[] expressions = {"max_pool2d(head, kernel_size=2)", "rmac(stage5)", "global_avg_pool(stage5)"};
        StudyReport once = report(SAMPLE, "2", expressions);
        Path copy = Files.copy(SAMPLE, folder.resolve(SAMPLE.getFileName()));
        assertThat(once.sampledRows()).isEqualTo(2);
        assertThat(report(copy, "2", expressions).poolings().stream().map(StudyTest::withoutTime))
                .isEqualTo(once.poolings().stream().map(StudyTest::withoutTime).toList());
        assertThat(once.poolings()).allMatch(pooling -> pooling.secondsPerGigabyte() > 0);
    }

    private static String withoutTime(PoolingStudy pooling) {
        return pooling.toString().replaceAll("secondsPerGigabyte=[^,]*", "");
    }

    @Test
    void aSampleIsSpreadOverAllFiles() throws IOException {
        for (String name : List.of("a", "b", "c")) {
            Files.copy(SAMPLE, folder.resolve(name + ".parquet"));
        }
        StudyReport report = report(folder, "3", "max_pool2d(head, kernel_size=2)");
        assertThat(report.files()).isEqualTo(3);
        assertThat(report.rows()).isEqualTo(36);
        assertThat(report.poolings().get(0).tensors()).isEqualTo(3);
        StudyReport all = report(folder, "37", "max_pool2d(head, kernel_size=2)");
        assertThat(all.sampledRows()).isEqualTo(36);
        assertThat(all.poolings().get(0).fidelity().psnr()).isCloseTo(33.91288525779378, within(1e-5));
    }

    @Test
    void tellsHowFarItIs() throws IOException {
        List<String> told = new ArrayList<>();
        StudyRequest request = new StudyRequest(
                List.of(SAMPLE.toString()),
                List.of(PoolingExpression.parse("max_pool2d(stage5, kernel_size=2)")),
                Map.of(),
                new RowSample(3),
                1);
        new Study(request, new Configuration(), (rows, of) -> told.add(rows + " of " + of)).run();
        assertThat(told).containsExactly("1 of 3", "2 of 3", "3 of 3");
    }

    @Test
    void oneThatCannotBeComputedDoesNotKeepTheOthersFromIt() throws IOException {
        StudyReport report = report(
                SAMPLE,
                "2",
                "avg_pool2d(stage5, kernel_size=9)",
                "max_pool2d(stage5, kernel_size=2)",
                "max_pool2d(stage6, kernel_size=2)",
                "max_pool3d(head, kernel_size=2, axes=[0])");
        assertThat(report.poolings()).extracting(PoolingStudy::worked).containsExactly(false, true, false, false);
        assertThat(report.poolings().get(0).failure())
                .isEqualTo("Cannot pool 384x7x7 with kernel 9x9, padding 0: the output would be empty");
        assertThat(report.poolings().get(2).failure()).contains("stage6").contains("did you mean stage5?");
        assertThat(report.poolings().get(3).failure()).startsWith("Invalid axes: ");
    }

    @Test
    void anExpressionThatReadsBesideIsPooledButNotMoved() throws IOException {
        Path file = CONVENTIONS.resolve("pyarrow-fixed-shape-tensor.parquet");
        PoolingStudy pooling = study(file, "all", "avg_pool2d(features, kernel_size=2, weights='features')")
                .get(0);
        assertThat(pooling.failure()).isEmpty();
        assertThat(pooling.tensors()).isPositive();
        assertThat(pooling.fidelity().psnr()).isPositive();
        assertThat(pooling.motions()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pyarrow-fixed-shape-tensor-hwc.parquet",
                "pyarrow-fixed-shape-tensor-permutation.parquet",
                "nested-list.parquet",
                "npy-binary-fortran-order.parquet",
                "huggingface-array3d-stream.arrow"
            })
    void figuresDoNotDependOnHowTensorsLie(String file) throws IOException {
        String expression = "max_pool2d(features, kernel_size=2)";
        PoolingStudy usual = study(CONVENTIONS.resolve("pyarrow-fixed-shape-tensor.parquet"), "all", expression)
                .get(0);
        PoolingStudy other = study(CONVENTIONS.resolve(file), "all", expression).get(0);
        assertThat(other.fidelity().psnr()).isCloseTo(usual.fidelity().psnr(), within(1e-9));
        assertThat(other.motions()).hasSize(20);
        for (int motion = 0; motion < 20; motion++) {
            MotionResult one = usual.motions().get(motion);
            MotionResult two = other.motions().get(motion);
            assertThat(two.motion()).isEqualTo(one.motion());
            assertThat(two.after().stability()).isCloseTo(one.after().stability(), within(1e-9));
            assertThat(two.cosineBefore()).isCloseTo(one.cosineBefore(), within(1e-9));
        }
    }

    /** Of three axes three, each as often; the table's figure is their mean. */
    @Test
    void everyPooledAxisIsShifted() {
        PoolingStudy volume = head.poolings().get(2);
        assertThat(volume.axes()).containsExactly("C", "H", "W");
        assertThat(volume.motions())
                .map(MotionResult::motion)
                .filteredOn(motion -> motion.kind() == Motion.Kind.SHIFT)
                .extracting(Motion::axisFromLast)
                .containsExactly(0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2);
        Answers answers = Answers.before(volume);
        assertThat(answers.shift(1))
                .isCloseTo((0.9252118271101284 + 0.8918132215690726 + 0.31779474183609924) / 3, within(1e-8));
    }

    @Test
    void signalsAreShiftedAndScaledButNotTurned() throws IOException {
        PoolingStudy pooling =
                study(SAMPLE, "1", "max_pool1d(head, kernel_size=2)").get(0);
        assertThat(pooling.axes()).containsExactly("W");
        assertThat(pooling.motions())
                .extracting(each -> each.motion().kind())
                .containsOnly(Motion.Kind.SHIFT, Motion.Kind.SCALING);
    }

    @Test
    void aFileThatCannotBeReadIsLeftOutAndNoted() throws IOException {
        Files.copy(SAMPLE, folder.resolve("a.parquet"));
        Files.writeString(folder.resolve("b.parquet"), "PAR1");
        assertThat(report(folder, "1", "max_pool2d(head, kernel_size=2)").notes())
                .singleElement()
                .asString()
                .startsWith("1 of 2 files cannot be read and are left out; the first: [b.parquet] Cannot read file: ");
        Files.delete(folder.resolve("a.parquet"));
        assertThatThrownBy(() -> report(folder, "all", "max_pool2d(head, kernel_size=2)"))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("[b.parquet] Cannot read file: ");
    }

    @Test
    void aSampleOfNothingAndShiftsWithoutBoundAreRefused() {
        assertThatThrownBy(() -> report(SAMPLE, "0", "max_pool2d(head, kernel_size=2)"))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("Invalid sample: 0 (must be at least 1)");
        assertThatThrownBy(() -> new StudyRequest(List.of(), List.of(), Map.of(), new RowSample(1), 65))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("Invalid shifts: 65 (must be from 1 to 64)");
    }

    private static List<PoolingStudy> study(Path input, String sample, String... expressions) throws IOException {
        return report(input, sample, expressions).poolings();
    }

    private static StudyReport report(Path input, String sample, String... expressions) throws IOException {
        StudyRequest request = new StudyRequest(
                List.of(input.toString()),
                Stream.of(expressions).map(PoolingExpression::parse).toList(),
                Map.of(),
                RowSample.parse(sample),
                4);
        return new Study(request, new Configuration(), StudyProgress.NONE).run();
    }
}
