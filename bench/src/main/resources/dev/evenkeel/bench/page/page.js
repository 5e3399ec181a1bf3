(function () {
  'use strict';

  const charts = JSON.parse(document.getElementById('data').textContent);
  const places = Array.from(document.querySelectorAll('.chart'));
  const SYMBOLS = ['circle', 'triangle', 'rect', 'diamond', 'emptyCircle'];
  const DASHES = ['solid', [7, 4], [2, 3], [10, 3, 2, 3], [4, 2]];
  const FONT = 12;
  const LINE = 15;
  const NARROW = 560;
  const STEPS = 12;
  const ruler = document.createElement('canvas').getContext('2d');

  function css(name) {
    return getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();
  }

  function family() {
    return getComputedStyle(document.body).fontFamily;
  }

  function width(text) {
    ruler.font = FONT + 'px ' + family();
    return Math.ceil(ruler.measureText(text).width);
  }

  function widest(texts) {
    return texts.reduce((most, text) => Math.max(most, width(text)), 0);
  }

  function colour(series) {
    if (series.status) return css(series.status) || css('other');
    return css(series.role === 'LIMIT' || series.role === 'BARRIER' || series.role === 'FAINT'
      ? 'soft' : 'c' + series.style.hue);
  }

  // An axis that runs down is one that runs up with other signs: labels at the ends of lines stay on the right.
  function isDown(axis) {
    return axis.low != null && axis.high != null && axis.low > axis.high;
  }

  // Values on a logarithmic axis are drawn by their logarithms, so that ticks are doublings or powers of ten.
  function scaled(scale, value) {
    if (value == null) return null;
    if (scale === 'LOG2') return Math.log2(value);
    return scale === 'LOG10' ? Math.log10(value) : value;
  }

  function doubling(power) {
    const value = Math.pow(2, power);
    if (value >= 1 << 20) return value / (1 << 20) + 'M';
    if (value >= 1 << 13) return value / (1 << 10) + 'K';
    return value >= 0.1 ? String(value) : '1/' + Math.pow(2, -power);
  }

  function powerOfTen(power) {
    if (power >= -2 && power <= 4) return String(Number(Math.pow(10, power).toPrecision(1)));
    return '10' + String(power).replace(/./g, c => c === '-' ? '⁻' : '⁰¹²³⁴⁵⁶⁷⁸⁹'[c]);
  }

  function extent(chart, axis, of, ends) {
    const values = [];
    for (const series of chart.series) {
      for (const point of series.points) {
        values.push(point[of]);
        if (ends) values.push(point.low, point.high);
      }
    }
    const known = values.filter(value => value != null).map(v => scaled(axis.scale, v));
    return [axis.low == null ? Math.min(...known) : scaled(axis.scale, axis.low),
      axis.high == null ? Math.max(...known) : scaled(axis.scale, axis.high)];
  }

  // The least step of 1, 2, 2.5 or 5 times a power of ten that has both ends as ticks, and few enough; or null.
  function evenStep(low, high, most, whole) {
    const isTick = (value, step) => Math.abs(value / step - Math.round(value / step)) < 1e-9;
    const power = Math.pow(10, Math.floor(Math.log10((high - low) / most)));
    for (const times of [1, 2, 2.5, 5, 10, 20, 25, 50]) {
      const step = times * power;
      const count = Math.round((high - low) / step);
      if (count >= 2 && count <= most && isTick(low, step) && isTick(high, step) && (!whole || step % 1 === 0)) return step;
    }
    return null;
  }

  // Ends that are no round numbers need no label.
  function label(described, value, whole) {
    const isEnd = !whole && (value === described.low || value === described.high);
    return isEnd && value % 10 !== 0 ? '' : String(Number(value.toPrecision(4))).replace('-', '−');
  }

  function axis(chart, described, of, ends, most, across) {
    const option = {
      type: 'value',
      nameTextStyle: { color: css('soft'), fontSize: FONT },
      axisLabel: { color: css('soft'), fontSize: FONT, hideOverlap: true },
      axisLine: { show: false },
      axisTick: { show: false },
      splitLine: { lineStyle: { color: css('grid') } },
      splitNumber: most
    };
    if (described.scale === 'NAMES') {
      Object.assign(option.axisLabel, { lineHeight: 16, width: Math.min(112, Math.max(70, across / described.names.length - 8)), overflow: 'break' });
      return Object.assign(option, { type: 'category', data: described.names, boundaryGap: true });
    }
    const [low, high] = extent(chart, described, of, ends);
    if (described.scale === 'LINEAR') {
      const sign = isDown(described) ? -1 : 1;
      if (described.low != null) option.min = sign * low;
      if (described.high != null) option.max = sign * high;
      const whole = of === 'x' && chart.series.every(series => series.points.every(point => point.x % 1 === 0));
      if (whole) option.minInterval = 1;
      const step = described.low == null || described.high == null ? null : evenStep(option.min, option.max, most, whole);
      if (step != null) option.interval = step;
      option.axisLabel.formatter = shown => label(described, shown * sign, whole || step != null);
      return option;
    }
    const room = (high - low) * 0.02;
    Object.assign(option, { min: low - room, max: high + room, minInterval: 1 });
    option.axisLabel.formatter = value => Math.abs(value - Math.round(value)) > 1e-6 ? ''
      : described.scale === 'LOG2' ? doubling(Math.round(value)) : powerOfTen(Math.round(value));
    return option;
  }

  function tip(texts) {
    const box = document.createElement('div');
    box.className = 'tip';
    box.textContent = texts.join('\n');
    return box;
  }

  // A stroke between two ends with short caps, upright or lying.
  function interval(lying) {
    return function (parameters, api) {
      const from = api.coord(lying ? [api.value(0), api.value(2)] : [api.value(2), api.value(0)]);
      const to = api.coord(lying ? [api.value(1), api.value(2)] : [api.value(2), api.value(1)]);
      const cap = lying ? [0, 3] : [3, 0];
      const stroke = { stroke: api.visual('color'), lineWidth: 1.5 };
      const line = (a, b) => ({ type: 'line', shape: { x1: a[0], y1: a[1], x2: b[0], y2: b[1] }, style: stroke });
      return {
        type: 'group',
        children: [line(from, to),
          line([from[0] - cap[0], from[1] - cap[1]], [from[0] + cap[0], from[1] + cap[1]]),
          line([to[0] - cap[0], to[1] - cap[1]], [to[0] + cap[0], to[1] + cap[1]])]
      };
    };
  }

  function intervals(chart, series, lying) {
    const scale = lying ? chart.x.scale : chart.y.scale;
    const across = lying ? point => point.y : point => scaled(chart.x.scale, point.x);
    const data = series.points.filter(point => point.low != null && point.high != null)
      .map(point => [scaled(scale, point.low), scaled(scale, point.high), across(point)]);
    return {
      type: 'custom', renderItem: interval(lying), data: data, silent: true, z: 2, clip: true,
      itemStyle: { color: colour(series) },
      encode: lying ? { x: [0, 1], y: 2 } : { x: 2, y: [0, 1] }
    };
  }

  // Rows with lanes.
  function isDense(chart) {
    return chart.kind === 'ROWS' && chart.series.some(series => series.points.some(point => point.y % 1 !== 0));
  }

  function isCurve(series) {
    return series.role === 'CURVE' || series.role === 'BAND';
  }

  // What lies between the lower ends and the upper ones, drawn as one shape.
  function band(chart, series) {
    const data = series.points.filter(point => point.low != null && point.high != null)
      .map(point => [scaled(chart.x.scale, point.x), scaled(chart.y.scale, point.low), scaled(chart.y.scale, point.high)]);
    const shape = (parameters, api) => parameters.dataIndex > 0 ? null : {
      type: 'polygon',
      shape: { points: data.map(d => api.coord([d[0], d[2]])).concat(data.map(d => api.coord([d[0], d[1]])).reverse()) },
      style: { fill: colour(series), opacity: 0.16 }
    };
    return { type: 'custom', renderItem: shape, data: data, silent: true, z: 1, clip: true, encode: { x: 0, y: [1, 2] } };
  }

  function points(chart, series, isNarrow) {
    return series.points.map(point => ({
      value: [(isDown(chart.x) ? -1 : 1) * scaled(chart.x.scale, point.x), chart.y ? scaled(chart.y.scale, point.y) : point.y],
      tip: point.tip,
      label: { show: Boolean(point.label), formatter: () => isNarrow && series.role === 'LIMIT' ? point.label.replace(/ [\d.]+( G\w+\/s)?/g, '') : point.label }
    }));
  }

  function text(colour) {
    return { color: colour, fontSize: FONT, lineHeight: LINE, textBorderColor: css('card'), textBorderWidth: 2 };
  }

  function drawn(chart, series, slope, isNarrow) {
    const crowded = isDense(chart);
    const its = colour(series);
    const base = {
      name: series.name, data: points(chart, series, isNarrow), itemStyle: { color: its }, color: its,
      symbol: SYMBOLS[series.style.mark], symbolSize: series.style.hue === 0 ? 10 : 9
    };
    switch (series.role) {
      case 'LINE':
      case 'CURVE':
      case 'BAND':
        return Object.assign(base, {
          type: 'line', showSymbol: series.role === 'LINE', z: series.style.hue === 0 ? 5 : 4,
          lineStyle: { width: series.style.hue === 0 && series.role === 'LINE' ? 3 : 2, type: DASHES[series.style.mark] },
          endLabel: Object.assign({ show: true, formatter: () => series.name, distance: 8 }, text(its)),
          emphasis: { focus: 'series' }
        });
      case 'LIMIT': {
        const isNamed = series.points.every(point => point.label == null);
        const isLevel = base.data[0].value[1] === base.data[base.data.length - 1].value[1];
        base.data.forEach(point => Object.assign(point.label, text(its), {
          position: 'right', rotate: isLevel ? 0 : slope, align: 'left', verticalAlign: 'bottom', distance: 2,
          padding: [0, 0, 3, isLevel ? 2 : 10]
        }));
        return Object.assign(base, {
          type: 'line', symbol: 'circle', symbolSize: 1, showSymbol: true, z: 3,
          lineStyle: { width: 1.5, type: [5, 4] },
          endLabel: Object.assign({ show: isNamed, formatter: () => series.name, distance: 8 }, text(its))
        });
      }
      case 'BARRIER':
        return Object.assign(base, { type: 'scatter', symbol: 'rect', symbolSize: [3, crowded ? 30 : isNarrow ? 12 : 18], z: 3 });
      case 'FAINT':
        return Object.assign(base, {
          type: 'scatter', symbol: 'circle', symbolSize: 5, z: 1, itemStyle: { color: its, opacity: 0.45 }
        });
      default:
        base.data.forEach(point => Object.assign(point.label, text(its), { position: 'bottom', distance: 5 }));
        base.itemStyle.opacity = 1;
        return Object.assign(base, {
          type: 'scatter', z: series.style.hue === 0 ? 6 : 4, labelLayout: { hideOverlap: true }
        });
    }
  }

  function common(chart) {
    const together = chart.series.some(isCurve);
    return {
      animation: false,
      textStyle: { fontFamily: family() },
      tooltip: {
        trigger: together ? 'axis' : 'item', confine: true, backgroundColor: css('card'), borderColor: css('line'),
        axisPointer: { lineStyle: { color: css('soft') } },
        formatter: hit => {
          const hits = Array.isArray(hit) ? hit : [hit];
          const texts = hits.map(one => one.data && one.data.tip).filter(Boolean);
          return texts.length ? tip(texts) : '';
        }
      }
    };
  }

  function plane(chart, place, isWide) {
    const across = place.clientWidth;
    const named = chart.series.filter(series => series.role === 'LINE' || isCurve(series)
      || series.role === 'LIMIT' && series.points.every(point => point.label == null));
    const right = named.length ? Math.min(widest(named.map(series => series.name)) + 14, across * 0.4) : 14;
    const grid = { left: Math.max(34, widest(['1000']) + 14), right: right, top: 12, bottom: chart.x.name ? 48 : across < NARROW ? 82 : 50 };
    const height = isWide ? Math.min(460, Math.max(320, across * 0.55)) : 300;
    place.style.height = height + 'px';
    const x = axis(chart, chart.x, 'x', false, Math.max(3, Math.floor((across - grid.left - right) / 58)),
      across - grid.left - right);
    const y = axis(chart, chart.y, 'y', true, 6);
    Object.assign(x, { name: chart.x.name, nameLocation: 'middle', nameGap: 28, splitLine: { show: false } });
    x.axisLine = { show: true, lineStyle: { color: css('line') } };
    const slope = Math.atan2((height - grid.top - grid.bottom) / (y.max - y.min),
      (across - grid.left - right) / (x.max - x.min)) * 180 / Math.PI;
    const series = chart.series.flatMap(one => [one.role === 'BAND' ? band(chart, one) : intervals(chart, one, false), drawn(chart, one, slope, across < NARROW)]);
    return Object.assign(common(chart), { grid: grid, xAxis: x, yAxis: y, series: series.filter(one => one.data.length) });
  }

  function rows(chart, place) {
    const across = place.clientWidth;
    const isNarrow = across < NARROW;
    const labels = chart.rows.map(row => !isNarrow || !row.value ? row.label
      : row.status ? row.value + ', ' + row.label : row.label + ': ' + row.value);
    const values = chart.rows.map(row => row.value);
    const height = (isDense(chart) ? 40 : 28) + (isNarrow ? 18 : 0);
    const left = isNarrow ? 10 : Math.min(widest(labels) + 26, across * 0.42);
    const right = isNarrow ? 14 : Math.min(widest(values) + 26, across * 0.3);
    const grid = { left: left, right: right, top: 2, bottom: 46 };
    place.style.height = grid.top + grid.bottom
      + (chart.rows.length + 1) * height + 'px';
    const status = row => chart.rows[row] && chart.rows[row].status
      ? css(chart.rows[row].status) || css('other') : css('ink');
    const side = (texts, room, option) => ({
      type: 'value', inverse: true, min: -1, max: chart.rows.length, interval: 1,
      axisLine: { show: false }, axisTick: { show: false },
      splitLine: { show: option.position === 'right', lineStyle: { color: css('grid') } },
      position: option.position, z: option.position === 'left' ? 10 : 0,
      axisLabel: Object.assign({
        color: status, fontSize: FONT, formatter: row => texts[row] || '', width: room, overflow: 'truncate'
      }, option.label)
    });
    const x = axis(chart, chart.x, 'x', true, Math.max(3, Math.floor((across - left - right) / 70)));
    Object.assign(x, { name: chart.x.name, nameLocation: 'middle', nameGap: 28 });
    const narrowLabel = { textBorderColor: css('card'), textBorderWidth: 2, inside: true, margin: 0, align: 'left', verticalAlign: 'bottom', padding: [0, 0, isDense(chart) ? 0.35 * height + 4 : 9, 0] };
    const y = [side(labels, isNarrow ? across - 30 : left - 12, {
      position: 'left', label: isNarrow ? narrowLabel : { margin: 10 }
    })];
    y.push(side(values, right - 12, { position: 'right', label: { margin: 10, show: !isNarrow } }));
    const series = chart.series.flatMap(one => [intervals(chart, one, true), drawn(chart, one, 0, isNarrow)])
      .filter(one => one.data.length);
    if (chart.reference != null && series.length) {
      series[0].markLine = {
        silent: true, symbol: 'none', label: { show: false }, lineStyle: { color: css('soft'), type: 'solid', width: 1 },
        data: [{ xAxis: scaled(chart.x.scale, chart.reference) }]
      };
    }
    return Object.assign(common(chart), { grid: grid, xAxis: x, yAxis: y, series: series });
  }

  function mixed(share) {
    const hex = name => [1, 3, 5].map(at => parseInt(css(name).substr(at, 2), 16));
    const [from, to] = [hex('card'), hex('c0')];
    return 'rgb(' + from.map((c, i) => Math.round(c + (to[i] - c) * share)).join(',') + ')';
  }

  // Colours in steps: their edges are contours.
  function map(chart, place) {
    const across = place.clientWidth;
    const left = Math.max(34, widest(['1000']) + 14);
    const grid = { left: left, right: 14, top: 12, bottom: 48 };
    place.style.height = Math.min(420, Math.max(260, across - left + 30)) + 'px';
    const x = axis(chart, chart.x, 'x', false, 6);
    const y = axis(chart, chart.y, 'y', false, 6);
    Object.assign(x, { name: chart.x.name, nameLocation: 'middle', nameGap: 28, splitLine: { show: false } });
    y.splitLine = { show: false };
    const values = chart.grid.values;
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const columns = chart.grid.columns;
    const lines = values.length / columns;
    const wide = (chart.x.high - chart.x.low) / columns;
    const tall = (chart.y.high - chart.y.low) / lines;
    const data = values.map((value, i) => ({
      value: [chart.x.low + (i % columns) * wide, chart.y.low + Math.floor(i / columns) * tall, value],
      tip: String(Number(value.toPrecision(4)))
    }));
    const cell = (parameters, api) => {
      const [x0, y0] = api.coord([api.value(0), api.value(1)]);
      const [x1, y1] = api.coord([api.value(0) + wide, api.value(1) + tall]);
      const step = Math.min(STEPS - 1, Math.floor((api.value(2) - low) / (high - low || 1) * STEPS));
      return {
        type: 'rect',
        shape: { x: Math.floor(x0), y: Math.floor(y1), width: Math.ceil(x1) - Math.floor(x0), height: Math.ceil(y0) - Math.floor(y1) },
        style: { fill: mixed(0.06 + 0.9 * step / (STEPS - 1)) }
      };
    };
    return Object.assign(common(chart), {
      grid: grid, xAxis: x, yAxis: y,
      series: [{ type: 'custom', renderItem: cell, data: data, clip: true, encode: { x: 0, y: 1 } }]
    });
  }

  // What stays, and in front of it what the slider chooses.
  function slider(chart, place, i) {
    if (!chart.frames.length || chart.fixed) return;
    chart.fixed = chart.series;
    const box = document.createElement('label');
    box.className = 'slider';
    const input = document.createElement('input');
    const shown = document.createElement('output');
    Object.assign(input, { type: 'range', min: 0, max: chart.frames.length - 1, step: 1 });
    input.value = Math.floor(chart.frames.length / 2);
    const choose = () => {
      const frame = chart.frames[input.value];
      shown.textContent = frame.label;
      input.setAttribute('aria-valuetext', frame.label);
      chart.series = chart.fixed.concat(frame.series);
    };
    input.addEventListener('input', () => {
      choose();
      draw(place, i);
    });
    box.append(input, shown);
    place.after(box);
    choose();
  }

  function sample(series) {
    const shapes = {
      LINE: '<path d="M0 6H20" stroke-width="2"/>',
      BARRIER: '<rect x="9" y="0" width="3" height="12" stroke="none"/>',
      FAINT: '<circle cx="10" cy="6" r="2.5" stroke="none" opacity="0.6"/>',
      DOTS: ['<circle cx="10" cy="6" r="5"/>', '<path d="M10 1L15 11H5Z"/>', '<rect x="5.5" y="1.5" width="9" height="9"/>',
        '<path d="M10 0L16 6L10 12L4 6Z"/>', '<circle cx="10" cy="6" r="4" fill="none" stroke-width="2"/>'][series.style.mark]
    };
    const box = document.createElement('span');
    box.innerHTML = '<svg width="20" height="12" aria-hidden="true">' + (shapes[series.role] || shapes.DOTS) + '</svg>';
    box.firstChild.setAttribute('fill', colour(series));
    box.firstChild.setAttribute('stroke', colour(series));
    return box.firstChild;
  }

  function legend(chart, place) {
    const old = place.previousElementSibling;
    if (old && old.className === 'above') old.remove();
    const above = document.createElement('div');
    above.className = 'above';
    const shown = chart.series.filter(series => ['DOTS', 'BARRIER', 'FAINT'].includes(series.role)).reverse();
    if (shown.length > 1) {
      const list = document.createElement('ul');
      list.className = 'legend';
      for (const series of shown) {
        const item = document.createElement('li');
        item.append(sample(series), document.createTextNode(series.name));
        list.append(item);
      }
      above.append(list);
    }
    if (chart.y) {
      const unit = document.createElement('div');
      unit.className = 'unit';
      unit.textContent = chart.y.name;
      above.append(unit);
    }
    place.before(above);
  }

  // Names at the ends of lines that cover each other are pushed apart, and keep the order of the lines. Curves have
  // theirs in one column, also those that end before it.
  function spread(instance, option, chart) {
    const column = chart.series.some(isCurve)
      ? instance.getWidth() - option.grid.right + 8 : undefined;
    const top = LINE / 2;
    const bottom = instance.getHeight() - option.grid.bottom - LINE / 2;
    const names = option.series.map((series, i) => {
      if (!series.endLabel || !series.endLabel.show) return null;
      const [x, y] = instance.convertToPixel({ xAxisIndex: 0, yAxisIndex: 0 }, series.data[series.data.length - 1].value);
      return { i: i, x: x, y: y, end: x + width(series.name) + 8 };
    }).filter(Boolean).sort((a, b) => Math.round(a.y) - Math.round(b.y) || b.x - a.x);
    for (let step = 0; step < 100; step++) {
      for (let upper = 0; upper < names.length; upper++) {
        for (let lower = upper + 1; lower < names.length; lower++) {
          const [a, b] = [names[upper], names[lower]];
          const short = LINE - (b.y - a.y);
          if (short <= 0 || !column && (a.x > b.end || b.x > a.end)) continue;
          a.y -= short / 2;
          b.y += short / 2;
        }
      }
      for (const name of names) name.y = Math.min(Math.max(name.y, top), bottom);
    }
    const series = option.series.map(() => ({}));
    for (const name of names) series[name.i].labelLayout = { x: column, y: name.y };
    if (names.length) instance.setOption({ series: series });
  }

  function draw(place, i) {
    const chart = charts[i];
    const isWide = place.parentElement.className === 'wide';
    slider(chart, place, i);
    legend(chart, place);
    const option = chart.kind === 'ROWS' ? rows(chart, place) : chart.kind === 'MAP' ? map(chart, place)
      : plane(chart, place, isWide);
    let instance = echarts.getInstanceByDom(place);
    if (instance) instance.resize();
    else instance = echarts.init(place, null, { renderer: 'svg' });
    instance.setOption(option, true);
    if (chart.kind === 'PLANE') spread(instance, option, chart);
    place.dataset.drawn = place.clientWidth;
  }

  function drawAll() {
    places.forEach(draw);
  }

  drawAll();
  const redraw = new ResizeObserver(entries => entries.forEach(entry => {
    if (Number(entry.target.dataset.drawn) !== entry.target.clientWidth) {
      draw(entry.target, places.indexOf(entry.target));
    }
  }));
  places.forEach(place => redraw.observe(place));
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', drawAll);
  addEventListener('beforeprint', () => {
    document.documentElement.dataset.print = '';
    drawAll();
  });
  addEventListener('afterprint', () => {
    delete document.documentElement.dataset.print;
    drawAll();
  });
})();
