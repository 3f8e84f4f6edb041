/**
 * The report as one HTML page that needs nothing else: no network, no script. The door is {@link
 * io.sparkpooling.report.html.HtmlReport}. Every text and every attribute goes through {@link io.sparkpooling.report.html.Markup},
 * which escapes it; charts are SVG without text, so that they can be stretched while letters keep their size.
 */
package io.sparkpooling.report.html;
