/**
 * The report as one HTML page that needs nothing else and loads nothing. The door is {@link io.sparkpooling.report.html.HtmlReport}.
 * Every text and every attribute goes through {@link io.sparkpooling.report.html.Markup}, which escapes it. A {@link
 * io.sparkpooling.report.html.Chart} is options as JSON; {@code charts.js} hands them to the chart library, and both scripts stand in the
 * page, named by their hash in its policy.
 */
package io.sparkpooling.report.html;
