/**
 * {@code report.html} and the pictures: charts and tables as data and HTML, made from the results of a run. Drawing is
 * left to ECharts, on the page in the browser and for the picture files in an interpreter.
 */
package org.lanewise.bench.page;
