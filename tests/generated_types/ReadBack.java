import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import forms.DepartmentSelfEvaluation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Reads every document of a folder, writes it back, and says whether it is what was read. */
public final class ReadBack {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .serializationInclusion(JsonInclude.Include.NON_NULL)
        .build();

    public static void main(String[] arguments) throws Exception {
        List<Path> paths;
        try (var files = Files.list(Path.of(arguments[0]))) {
            paths = files.sorted().collect(Collectors.toList());
        }
        for (Path path : paths) {
            String text = Files.readString(path);
            DepartmentSelfEvaluation form = MAPPER.readValue(text, DepartmentSelfEvaluation.class);
            walk(form);
            JsonNode written = MAPPER.readTree(MAPPER.writeValueAsString(form));
            boolean same = written.equals(ReadBack::compare, MAPPER.readTree(text));
            System.out.println(path.getFileName() + " " + same);
        }
    }

    /** 2022.0 is the integer 2022. */
    private static int compare(JsonNode one, JsonNode other) {
        if (one.isNumber() && other.isNumber()) {
            return one.decimalValue().compareTo(other.decimalValue());
        }
        return one.equals(other) ? 0 : 1;
    }

    /** Every required value is there, and has its type. */
    private static void walk(DepartmentSelfEvaluation form) {
        required(form.getDepartment(), form.getCurrencyUnit().toValue());
        if (form.getYear() < 2000 || form.getYear() > 2100) {
            throw new IllegalStateException("the year");
        }
        var funds = form.getFunds();
        required(
            funds.getInitialBudget(),
            funds.getAdjustedBudget(),
            funds.getAdjustment(),
            funds.getActualExpenditure(),
            funds.getGeneralPublicBudget(),
            funds.getCompletionRate(),
            funds.getAdjustmentRate());
        required(form.getAnnualGoal().getExpected(), form.getAnnualGoal().getAchieved());
        for (var task : form.getTasks()) {
            required(task.getName(), task.getExpected(), task.getAchieved(), task.getFunds());
            for (var indicator : task.getIndicators()) {
                required(indicator.getName(), indicator.getResult());
            }
        }
        required(
            form.getKeyProjects(), form.getOverallPerformance(), form.getProblems(), form.getImprovements());
    }

    private static void required(String... values) {
        for (String value : values) {
            Objects.requireNonNull(value);
        }
    }
}
