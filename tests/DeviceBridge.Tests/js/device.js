// A device written with MQTT.js: connects, listens on its own topics, sends what it is told on standard input, prints what it hears.
const mqtt = require('mqtt');

const [url, id, version] = process.argv.slice(2);
const client = mqtt.connect(url, {
  clientId: `${id}-js`,
  username: id,
  password: `secret-${id}`,
  protocolVersion: Number(version),
  reconnectPeriod: 0,
  will: { topic: `safetyhub/v1/${id}/state`, payload: '{"state":"lost"}', qos: 1, retain: true },
});

client.on('connect', () => client.subscribe([`safetyhub/v1/${id}/#`, 'safetyhub/v1/_hub/state'], { qos: 1 }, (error, granted) => {
  console.log('subscribed', error ? error.message : granted.map((g) => g.qos).join(','));
}));
client.on('message', (topic, payload, packet) => console.log('message', topic, `retain=${packet.retain}`, payload.toString()));
client.on('error', (error) => console.log('error', error.message));
client.on('close', () => console.log('closed'));

require('readline').createInterface({ input: process.stdin }).on('line', (line) => {
  const { name, payload, qos } = JSON.parse(line);
  client.publish(`safetyhub/v1/${id}/${name}`, payload, { qos }, (error) => console.log('published', name, error ? error.message : 'ok'));
});
