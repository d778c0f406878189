// From a chart as data to what ECharts draws. Used by the page, and without a browser for the picture files: so nothing
// here touches a document, and the language is what the interpreter there knows.
'use strict';

// Colours of Okabe and Ito, darkened or lightened for contrast, and a marker and a dash each: nothing is told by colour alone.
const STYLES = {
  simd: ['#005a9e', '#6cb8f0', 'circle', 'solid'],
  scalar: ['#5f6873', '#aab3bd', 'rect', [2, 3]],
  auto: ['#a86400', '#f0b040', 'triangle', [8, 3]],
  openblas: ['#b83a00', '#ff9166', 'diamond', [10, 3, 2, 3]],
  'openblas-bytes': ['#8a5a3c', '#d9a58a', 'diamond', [3, 2]],
  netlib: ['#00734f', '#3fcf9f', 'roundRect', [5, 2]],
  ejml: ['#9c3a78', '#eb9fc8', 'path://M0,0L10,0L5,9Z', [3, 3, 8, 3]],
  'math-exp': ['#5f6873', '#aab3bd', 'path://M3,0L7,0L10,5L7,10L3,10L0,5Z', [4, 4]],
  'lanewise-exp': ['#6f6100', '#dccb55', 'triangle', [8, 2, 2, 2]],
  loader: ['#00734f', '#3fcf9f', 'diamond', [5, 2]],
  forward: ['#b83a00', '#ff9166', 'triangle', [8, 3]],
  centered: ['#005a9e', '#6cb8f0', 'circle', 'solid'],
  won: ['#005a9e', '#6cb8f0', 'circle', 'solid'],
  lost: ['#b83a00', '#ff9166', 'diamond', 'solid'],
  same: ['#5f6873', '#aab3bd', 'rect', 'solid'],
  limit: ['#5f6873', '#aab3bd', 'none', [6, 5]]
};
const OTHERS = ['#7a4fb5', '#c4a5f5', 'path://M4,0L6,0L6,4L10,4L10,6L6,6L6,10L4,10L4,6L0,6L0,4L4,4Z', [4, 2]];
const LIGHT = {text: '#1b1f24', soft: '#4d5661', line: '#d5dae0', ground: '#ffffff', index: 0};
const DARK = {text: '#e8ebee', soft: '#aab3bd', line: '#39414a', ground: '#14171b', index: 1};
const NARROW = 520;
const FONT = 'sans-serif';

function escapeHtml(text) {
  return String(text).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

function chartHeight(chart, width) {
  if (!chart.y.categories) return width < NARROW ? 330 : 380;
  return (width < NARROW ? 44 : 24) * chart.y.categories.length + 120;
}

function short(value) {
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 1e9) return +(value / 1e9).toPrecision(3) + ' G';
  if (size >= 1e6) return +(value / 1e6).toPrecision(3) + ' M';
  if (size >= 1e4) return +(value / 1e3).toPrecision(3) + ' k';
  if (size >= 100) return String(Math.round(value));
  return size < 1e-3 ? value.toExponential(0).replace('+', '') : String(+value.toPrecision(3));
}

function axis(model, colors, vertical, narrow) {
  const axis = {
    name: model.label,
    nameLocation: vertical ? 'end' : 'middle',
    nameGap: vertical ? 12 : 28,
    nameTextStyle: {color: colors.soft, align: vertical ? 'left' : 'center'},
    axisLine: {show: true, onZero: false, lineStyle: {color: colors.soft}},
    axisLabel: {color: colors.soft, formatter: model.categories ? undefined : short, hideOverlap: true},
    splitLine: {show: true, lineStyle: {color: colors.line}}
  };
  if (model.categories) {
    axis.type = 'category';
    axis.data = model.categories;
    axis.inverse = vertical;
    axis.axisLabel.interval = 0;
    axis.axisLabel.hideOverlap = false;
    axis.axisLabel.rotate = vertical || model.categories.length < 4 && !narrow ? 0 : 25;
    // Below names that are turned by 25 degrees.
    const longest = model.categories.reduce((most, name) => Math.max(most, name.length), 0);
    axis.nameGap = vertical ? 12 : axis.axisLabel.rotate ? 14 + 2.7 * longest : 28;
    if (vertical && narrow) {
      // Beside a narrow drawing long names would leave nothing of it, so each stands above its own line.
      // They are clear of the ends of intervals, and lines behind them end at their edges.
      Object.assign(axis.axisLabel, {inside: true, margin: 2, verticalAlign: 'bottom', padding: [0, 0, 12, 0],
        textBorderColor: colors.ground, textBorderWidth: 3});
      axis.axisTick = {show: false};
      axis.z = 4;
    }
  } else {
    axis.type = 'value';
    axis.min = end(model, model.min);
    axis.max = end(model, model.max);
    if (model.base) {
      axis.scale = true;
      axis.minInterval = 1;
      axis.axisLabel.formatter = exponent => short(Math.pow(model.base, exponent));
      // An end that is no power of the base has no label: it would stand on that of the power beside it.
      axis.axisLabel.showMaxLabel = Number.isInteger(axis.max) || axis.max === undefined;
    }
  }
  return axis;
}

function end(axis, value) {
  return value === undefined ? undefined : place(axis, value);
}

// Logarithms are taken here: the library's own logarithmic axis rounds ticks to ten decimals, so that 1e-11 becomes 0.
function place(axis, value) {
  return axis.base ? Math.log(value) / Math.log(axis.base) : value;
}

// A dashed line with its name at its far end; a vertical one's is to the left of its upper end, in the opening of a V.
// Across names of cases it has none: there is no room, and its place on the axis says what it is.
function limit(chart, series, color) {
  const vertical = series.points[0].x === series.points[1].x;
  const data = series.points.map(p => ({value: [place(chart.x, p.x), place(chart.y, p.y)]}));
  data[vertical && data[0].value[1] > data[1].value[1] ? 0 : 1].label = {
    show: !chart.y.categories, formatter: series.name, color: color,
    position: vertical ? 'left' : [-4, -16], align: 'right'
  };
  return {
    type: 'line', name: series.name, data: data, symbol: 'circle', symbolSize: 0.1, showAllSymbol: true, silent: true, z: 1,
    color: color, lineStyle: {color: color, width: 1.5, type: [6, 5]}
  };
}

function points(chart, series, style, color) {
  const first = series.style === 'simd';
  return {
    type: series.kind === 'LINE' ? 'line' : 'scatter',
    name: series.name,
    data: series.points.map(p => ({value: [place(chart.x, p.x), place(chart.y, p.y)], text: p.text})),
    symbol: style[2], symbolSize: first ? 11 : 9, showAllSymbol: true, z: first ? 5 : 3,
    color: color, itemStyle: {color: color},
    lineStyle: {color: color, width: first ? 3 : 1.8, type: style[3]}
  };
}

// The interval of each point: one line with a gap after each; with ends where they would hide behind the points else.
function intervals(chart, series, color) {
  const horizontal = !!chart.y.categories;
  const data = [];
  series.points.forEach(p => {
    if (p.low === undefined || p.high === undefined) return;
    [p.low, p.high].forEach(end => data.push(
      horizontal ? [place(chart.x, end), p.y] : [place(chart.x, p.x), place(chart.y, end)]));
    data.push(['-', '-']);
  });
  return {type: 'line', name: series.name, data: data, silent: true, z: 2, color: color,
    symbol: horizontal ? 'rect' : 'none', symbolSize: [2, 12], showAllSymbol: true,
    lineStyle: {color: color, width: 2, opacity: 0.55}, tooltip: {show: false}};
}

function option(chart, look) {
  const colors = look.dark ? DARK : LIGHT;
  const narrow = look.width < NARROW;
  const horizontal = !!chart.y.categories;
  const drawn = [];
  const names = [];
  chart.series.forEach(series => {
    const style = STYLES[series.style] || OTHERS;
    const color = style[colors.index];
    if (series.kind === 'LIMIT') {
      drawn.push(limit(chart, series, color));
      return;
    }
    names.push(series.name);
    drawn.push(points(chart, series, style, color));
    if (series.points.some(p => p.low !== undefined)) drawn.push(intervals(chart, series, color));
  });
  const rows = legendRows(names, look.width);
  const top = (look.title ? 34 : 4) + 22 * rows + (horizontal ? 10 : 30);
  return {
    animation: false,
    textStyle: {fontFamily: FONT},
    backgroundColor: look.title ? colors.ground : 'transparent',
    title: look.title ? {text: chart.title, left: 8, top: 4, textStyle: {color: colors.text, fontSize: 16}} : undefined,
    legend: {data: names, left: 8, top: look.title ? 34 : 0, itemWidth: chart.series.some(series => series.kind === 'LINE') ? 26 : 14, itemGap: 12, textStyle: {color: colors.text}},
    // Where names are within the drawing, half of the first number below it is beside it.
    grid: {left: narrow && horizontal ? 24 : 12, right: narrow ? 16 : 28, top: top, bottom: 34, containLabel: true},
    tooltip: {
      trigger: 'item', confine: true, backgroundColor: colors.ground, borderColor: colors.soft, textStyle: {color: colors.text},
      formatter: p => (p.data.text || [p.seriesName]).map(escapeHtml).join('<br>')
    },
    xAxis: axis(chart.x, colors, false, narrow),
    yAxis: axis(chart.y, colors, true, narrow),
    series: drawn
  };
}

// How many lines the legend takes, by a guess of the width of its words.
function legendRows(names, width) {
  let rows = 1;
  let used = 0;
  names.forEach(name => {
    const item = 50 + 7 * name.length;
    if (used > 0 && used + item > width - 16) {
      rows++;
      used = 0;
    }
    used += item;
  });
  return rows;
}

// The text of an SVG file.
function picture(chart) {
  const width = 760;
  const drawing = echarts.init(null, null, {renderer: 'svg', ssr: true, width: width, height: chartHeight(chart, width) + 40});
  drawing.setOption(option(chart, {dark: false, width: width, title: true}));
  const svg = drawing.renderToSVGString();
  drawing.dispose();
  const words = '<title>' + escapeHtml(chart.title) + '</title><desc>' + escapeHtml(chart.summary) + '</desc>';
  return svg.replace('>', ' role="img">' + words);
}
