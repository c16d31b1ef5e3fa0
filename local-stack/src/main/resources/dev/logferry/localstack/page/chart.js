// Events over time as stacked bars, one colour for each level. Dragging selects a range.
/* global uPlot */
import {byId} from './dom.js';

const LEVELS = [
  ['FATAL', '#7f1d1d'],
  ['ERROR', '#dc2626'],
  ['WARN', '#f59e0b'],
  ['other', '#64748b'],
];

let chart;

export function draw(buckets, from, to, select) {
  const data = stack(buckets);
  if (chart) {
    chart.setData(data, false);
    chart.setScale('x', {min: from / 1000, max: to / 1000});
    return;
  }
  const bars = uPlot.paths.bars({size: [0.9, 40], align: 1});
  const axis = {stroke: '#64748b', grid: {stroke: '#64748b33', width: 1}, ticks: {stroke: '#64748b33', width: 1}};
  const place = byId('chart');
  chart = new uPlot({
    width: place.clientWidth,
    height: 180,
    padding: [10, 0, 0, 0],
    scales: {x: {time: true}, y: {range: (_, min, max) => [0, Math.max(4, max)]}},
    axes: [{...axis, values: (_, splits) => splits.map(label)}, {...axis, size: 50, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000, 10000, 100000]}],
    // The widest sum first, so that the others are drawn over it.
    series: [{}, ...LEVELS.toReversed().map(([label, fill]) => ({label, fill, width: 0, paths: bars, points: {show: false}}))],
    legend: {show: false},
    cursor: {drag: {x: true, setScale: false}, points: {show: false}},
    hooks: {
      setSelect: [({select: {left, width}}) => {
        if (width > 0) {
          select(chart.posToVal(left, 'x') * 1000, chart.posToVal(left + width, 'x') * 1000);
          chart.setSelect({left: 0, top: 0, width: 0, height: 0}, false);
        }
      }],
    },
  }, data, place);
  chart.setScale('x', {min: from / 1000, max: to / 1000});
  new ResizeObserver(() => chart.setSize({width: place.clientWidth, height: 180})).observe(place);
}

// Hours and minutes, and the date where a day begins.
function label(seconds) {
  const date = new Date(seconds * 1000);
  const clock = date.toLocaleTimeString('sv').slice(0, 5);
  return clock === '00:00' ? date.toLocaleDateString('sv') : clock;
}

// Columns of running sums: FATAL, FATAL and ERROR, ...; in reverse.
function stack(buckets) {
  const sums = LEVELS.map(() => []);
  for (const bucket of buckets) {
    const counts = new Map(bucket.levels.buckets.map(level => [level.key, level.doc_count]));
    let sum = 0;
    LEVELS.forEach(([level], index) => {
      sum = level === 'other' ? bucket.doc_count : sum + (counts.get(level) ?? 0);
      sums[index].push(sum);
    });
  }
  return [buckets.map(bucket => bucket.key / 1000), ...sums.reverse()];
}
