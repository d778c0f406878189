// What the page does: draws its charts, sorts its tables, shows tips.
'use strict';
(function () {
  const charts = JSON.parse(document.getElementById('data').textContent);
  const tip = document.getElementById('tip');
  const said = document.getElementById('said');
  const system = window.matchMedia('(prefers-color-scheme: dark)');
  let chosen = null;
  const drawings = [];

  function isDark() {
    return chosen === null ? system.matches : chosen === 'dark';
  }

  function draw(paper) {
    document.documentElement.dataset.theme = isDark() && !paper ? 'dark' : 'light';
    drawings.forEach(each => {
      const width = paper ? widthOnPaper(each.element) : each.element.clientWidth;
      each.element.style.height = chartHeight(each.chart, width) + 'px';
      each.drawing.resize({width: width, height: chartHeight(each.chart, width)});
      each.drawing.setOption(option(each.chart, {dark: isDark() && !paper, width: width}), true);
    });
  }

  // What A4 and letter hold between their margins; the layout is still that of the screen when this is asked.
  function widthOnPaper(element) {
    return element.closest('.charts').children.length === 1 ? 680 : 330;
  }

  charts.forEach(chart => {
    const element = document.querySelector('[data-chart="' + chart.id + '"]');
    element.style.height = chartHeight(chart, element.clientWidth) + 'px';
    const each = {chart: chart, element: element, drawing: echarts.init(element, null, {renderer: 'svg'})};
    drawings.push(each);
    walkWithKeys(each);
  });
  draw(false);

  let lastWidth = window.innerWidth;
  window.addEventListener('resize', () => {
    if (window.innerWidth === lastWidth) return;
    lastWidth = window.innerWidth;
    draw(false);
  });
  window.addEventListener('beforeprint', () => {
    document.querySelectorAll('details').forEach(each => { each.open = true; });
    draw(true);
  });
  window.addEventListener('afterprint', () => draw(false));
  system.addEventListener('change', () => draw(false));
  document.getElementById('theme').addEventListener('click', () => {
    chosen = isDark() ? 'light' : 'dark';
    draw(false);
  });

  // Arrow keys go from point to point, series after series, and the status line says what is there.
  function walkWithKeys(each) {
    const stops = [];
    let index = 0;
    each.chart.series.forEach(series => {
      if (series.kind !== 'LIMIT') {
        series.points.forEach((point, i) => stops.push({series: index, point: i, text: point.text}));
      }
      index += series.kind !== 'LIMIT' && series.points.some(p => p.low !== undefined) ? 2 : 1;
    });
    let at = -1;
    each.element.addEventListener('keydown', event => {
      const step = {ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1}[event.key];
      if (!step || stops.length === 0) return;
      event.preventDefault();
      at = at < 0 ? 0 : (at + step + stops.length) % stops.length;
      each.drawing.dispatchAction({type: 'showTip', seriesIndex: stops[at].series, dataIndex: stops[at].point});
      said.textContent = stops[at].text.join(', ');
    });
    each.element.addEventListener('blur', () => each.drawing.dispatchAction({type: 'hideTip'}));
  }

  document.querySelectorAll('table.sortable').forEach(table => {
    table.querySelectorAll('thead button').forEach((button, column) => {
      button.addEventListener('click', () => sort(table, column));
    });
  });

  function sort(table, column) {
    const heads = table.querySelectorAll('thead th');
    const descending = heads[column].getAttribute('aria-sort') === 'ascending';
    heads.forEach(head => head.removeAttribute('aria-sort'));
    heads[column].setAttribute('aria-sort', descending ? 'descending' : 'ascending');
    const body = table.tBodies[0];
    const rows = Array.from(body.rows);
    rows.sort((a, b) => {
      const result = compare(key(a, column), key(b, column));
      return descending ? -result : result;
    });
    rows.forEach(row => body.appendChild(row));
  }

  function key(row, column) {
    const cell = row.cells[column];
    if (!cell) return '';
    return cell.dataset.value === undefined ? cell.textContent : Number(cell.dataset.value);
  }

  // Numbers before texts, texts with numbers in them as people order them.
  function compare(a, b) {
    if (typeof a === 'number' && typeof b === 'number') return a - b;
    if (typeof a !== typeof b) return typeof a === 'number' ? -1 : 1;
    return a.localeCompare(b, 'en', {numeric: true});
  }

  function showTip(target) {
    const cell = target.closest ? target.closest('[data-tip]') : null;
    tip.hidden = !cell;
    if (!cell) return;
    tip.textContent = cell.dataset.tip;
    const box = cell.getBoundingClientRect();
    const left = Math.min(box.left, document.documentElement.clientWidth - tip.offsetWidth - 8);
    tip.style.left = Math.max(4, left) + window.scrollX + 'px';
    tip.style.top = box.bottom + 4 + window.scrollY + 'px';
  }

  document.addEventListener('mouseover', event => showTip(event.target));
  document.addEventListener('click', event => showTip(event.target));
  document.addEventListener('keydown', event => {
    if (event.key === 'Escape') tip.hidden = true;
  });
}());
