package io.sparkpooling.report.html;

/**
 * A chart: the options of the library as JSON, and beside them the place where the page's script draws them. Without scripts it takes no
 * room; the table behind it is open then.
 *
 * @param label what is shown, for whoever cannot see it
 * @param height in pixels
 */
record Chart(String label, int height, ChartOptions options) {
    void write(Markup page) {
        page.open("div", "class", "chart", "role", "img", "aria-label", label)
                .data(options.json())
                .element("div", "", "class", "drawing", "style", "height:" + height + "px")
                .close()
                .line();
    }
}
