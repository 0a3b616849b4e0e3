// A load of QoS 1 telemetry over plain sockets: port, connections, messages a second, seconds. No MQTT library, so that the client costs little.
const net = require('net');

const [port, connections, perSecond, seconds] = process.argv.slice(2).map(Number);
const text = (s) => { const b = Buffer.from(s); return Buffer.concat([Buffer.from([b.length >> 8, b.length & 255]), b]); };
const frame = (first, body) => {
  const head = [first];
  let rest = body.length;
  do { head.push(rest < 128 ? rest : (rest & 127) | 128); rest >>= 7; } while (rest > 0);
  return Buffer.concat([Buffer.from(head), body]);
};

let ready = 0;
let sent = 0;
let acked = 0;
const sockets = [];

function publish(i) {
  const payload = JSON.stringify({ at: new Date().toISOString(), seq: sent, values: { motion: 3, battery: 87, temperature: 21.5, charging: false } });
  const id = (sent % 65535) + 1;
  sockets[i].write(frame(0x32, Buffer.concat([text(`safetyhub/v1/d${i}/telemetry`), Buffer.from([id >> 8, id & 255]), Buffer.from(payload)])));
  sent++;
}

function run() {
  console.log('running');
  const began = Date.now();
  const timer = setInterval(() => {
    const due = Math.min((Date.now() - began) / 1000, seconds) * perSecond;
    while (sent < due) publish(sent % connections);
    if (Date.now() - began < seconds * 1000) return;
    clearInterval(timer);
    setTimeout(() => { console.log('acked', acked); process.exit(0); }, 500);
  }, 2);
}

for (let i = 0; i < connections; i++) {
  const socket = net.connect(port, '127.0.0.1', () => socket.write(frame(0x10, Buffer.concat([
    text('MQTT'), Buffer.from([4, 0xC2, 0, 60]), text(`d${i}-load`), text(`d${i}`), text(`secret-d${i}`)]))));
  socket.setNoDelay(true);
  let first = true;
  socket.on('data', (data) => {
    if (first) {
      first = false;
      if (++ready === connections) run();
      return;
    }
    // Everything that comes back is a PUBACK of four bytes.
    acked += data.length / 4;
  });
  socket.on('close', () => console.error('closed', i));
  sockets.push(socket);
}
