// Reads networks with Gephi Lite's own parsers: node read.js FILE… prints one JSON object a file.
// Node packages are looked up in NODE_PATH, so that nothing is installed into the checkout.
const fs = require('fs');
const Graph = require('graphology');
const gexf = require('graphology-gexf');
const graphml = require('graphology-graphml');

for (const file of process.argv.slice(2)) {
  const text = fs.readFileSync(file, 'utf8');
  const parse = file.endsWith('.gexf') ? gexf.parse : graphml.parse;
  const graph = parse(Graph, text);
  const nodes = graph.mapNodes((node, attributes) => ({ node, ...attributes }));
  const edges = graph.mapEdges((edge, attributes, source, target) => ({ edge, source, target, ...attributes }));
  console.log(JSON.stringify({ order: graph.order, size: graph.size, nodes, edges }));
}
