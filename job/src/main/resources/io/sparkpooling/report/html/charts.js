/* Draws each chart of the page from the options beside it. Colours are the style sheet's, so that dark, light and paper are its choice. */
(function () {
  'use strict';

  /* How a number at an axis is written. */
  const written = {
    number(value) {
      const size = Math.abs(value);
      const plain = size === 0 || (size >= 1e-3 && size < 1e5);
      return plain ? String(Number(value.toPrecision(4))) : value.toExponential(1).replace('.0e', 'e').replace('e+', 'e');
    },
    share: (value) => Number((100 * value).toPrecision(4)) + ' %',
  };

  const theme = {
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, fontSize: 13, color: 'var(--ink)' },
    categoryAxis: axis(false),
    valueAxis: axis(true),
    bar: { barWidth: 14, barGap: '25%', barMinHeight: 2, emphasis: { disabled: true } },
    line: { symbol: 'circle', symbolSize: 6, emphasis: { disabled: true } },
    scatter: { emphasis: { disabled: true } },
  };

  function axis(grid) {
    return {
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: { color: 'var(--soft)', fontSize: 12, hideOverlap: true, formatter: grid ? written.number : undefined },
      splitLine: { show: grid, lineStyle: { color: 'var(--line)' } },
    };
  }

  /* What the chart says of the place under the pointer: a text in lines that fit, whatever a name in it looks like. */
  function tooltip(dom) {
    return {
      renderMode: 'richText',
      confine: true,
      backgroundColor: 'var(--card)',
      borderColor: 'var(--line)',
      shadowBlur: 0,
      shadowOffsetX: 0,
      shadowOffsetY: 0,
      textStyle: { color: 'var(--ink)' },
      transitionDuration: 0,
      formatter(point) {
        const letters = Math.max(16, Math.floor(dom.clientWidth / 9));
        const lines = new RegExp('.{1,' + letters + '}(?:\\s|$)|.{1,' + letters + '}', 'gu');
        const text = (point.data && point.data.text) || point.name;
        return text.match(lines).join('\n').replaceAll('{', '{\u200b');
      },
    };
  }

  const charts = [];

  function draw(figure) {
    const options = JSON.parse(figure.querySelector('script').textContent);
    for (const axis of [options.xAxis, options.yAxis]) {
      if (axis.axisLabel && axis.axisLabel.formatter in written) {
        axis.axisLabel.formatter = written[axis.axisLabel.formatter];
      }
    }
    const drawing = figure.querySelector('.drawing');
    const chart = echarts.init(drawing, theme, { renderer: 'svg' });
    chart.setOption({ animation: false, tooltip: tooltip(drawing), ...options });
    charts.push(chart);
    fit(chart);
  }

  /* At once, because paper does not wait. Names above bars are as wide as the chart at most; on paper the drawing scales with the page. */
  function fit(chart) {
    chart.resize();
    if (chart.getOption().yAxis[0].axisLabel.inside) {
      chart.setOption({ yAxis: { axisLabel: { width: chart.getWidth(), overflow: 'truncate' } } });
    }
    chart.getZr().flush();
    const drawing = chart.getDom().querySelector('svg');
    drawing.setAttribute('viewBox', '0 0 ' + chart.getWidth() + ' ' + chart.getHeight());
    drawing.setAttribute('aria-hidden', 'true');
  }

  function paper(on) {
    document.documentElement.classList.toggle('paper', on);
    fitAll();
  }

  function fitAll() {
    charts.filter((chart) => chart.getWidth() !== chart.getDom().clientWidth).forEach(fit);
  }

  document.documentElement.classList.add('drawn');
  document.querySelectorAll('.chart').forEach(draw);
  document.querySelectorAll('details.behind').forEach((table) => table.removeAttribute('open'));
  new ResizeObserver(fitAll).observe(document.querySelector('main'));
  addEventListener('beforeprint', () => paper(true));
  addEventListener('afterprint', () => paper(false));
})();
