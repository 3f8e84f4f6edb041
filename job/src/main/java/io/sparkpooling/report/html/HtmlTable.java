package io.sparkpooling.report.html;

import java.util.ArrayList;
import java.util.List;

/** A table: the first column names, the others numbers or texts. Cells are texts; all of them are isolated in their direction. */
final class HtmlTable {
    private final List<String> heads;
    private final List<List<String>> rows = new ArrayList<>();

    HtmlTable(String... heads) {
        this.heads = List.of(heads);
    }

    HtmlTable row(String... cells) {
        rows.add(List.of(cells));
        return this;
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    /** Writes it as it is; {@code label} says what it is to whoever cannot see. */
    void write(Markup page, String label) {
        page.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", label)
                .open("table");
        page.open("thead").open("tr");
        heads.forEach(head -> page.element("th", head, "scope", "col"));
        page.close(2).open("tbody").line();
        for (List<String> row : rows) {
            page.open("tr");
            for (int column = 0; column < row.size(); column++) {
                boolean names = column == 0;
                page.open(names ? "th" : "td", names ? new String[] {"scope", "row"} : new String[0])
                        .name(row.get(column))
                        .close();
            }
            page.close().line();
        }
        page.close(3).line();
    }

    /** Writes it under a chart; the script that draws the chart folds it up. */
    void writeBehind(Markup page, String label) {
        page.open("details", "class", "numbers behind", "open", "").element("summary", label);
        write(page, label);
        page.close().line();
    }
}
