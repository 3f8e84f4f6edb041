package io.sparkpooling.report.html;

/** One part of the page. */
interface Section {
    void write(Markup page);

    /** Opens the part with its title. */
    static void open(Markup page, String id, String title, String lead) {
        page.open("section", "id", id, "aria-labelledby", id + "-title").line();
        page.element("h2", title, "id", id + "-title");
        page.element("p", lead, "class", "lead").line();
    }

    /** A figure in a word or two. */
    static void tile(Markup page, String name, String figure, String remark) {
        page.open("div", "class", "tile")
                .element("div", name, "class", "tile-name")
                .element("div", figure, "class", "tile-figure")
                .element("div", remark, "class", "tile-remark")
                .close()
                .line();
    }
}
