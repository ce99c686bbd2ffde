// Tribunal's handler of hooks in Node.js: offers the module `hooks` to hook files and speaks Dredd's protocol.
//
// Beyond the protocol, its replies say what hooks have logged (`log`), what one has thrown (`error`), and, once,
// which names they bind to (`names`).
'use strict';

const Module = require('module');
const net = require('net');
const path = require('path');
const { pathToFileURL } = require('url');
const util = require('util');

const NAMED = { beforeEach: 'before', beforeEachValidation: 'beforeValidation', afterEach: 'after' };

function placeOfCaller(known) {
  const frames = String(new Error().stack).split('\n').slice(1);
  const frame = frames.find((line) => !line.includes(__filename) && !line.includes('node:'));
  const found = /([^/\\(]+):(\d+):\d+\)?$/.exec(frame || '');
  return found ? `${found[1]}:${found[2]}` : known;
}

class Hooks {
  constructor(configuration) {
    this.configuration = configuration;
    this.transactions = {};
    this.logs = [];
    const all = ['beforeAll', 'beforeEach', 'beforeEachValidation', 'afterEach', 'afterAll'];
    const registry = { every: {}, named: { before: [], beforeValidation: [], after: [] } };
    Object.defineProperty(this, 'registry', { value: registry });
    for (const event of all) {
      registry.every[event] = [];
      this[event] = (run) => this.add(registry.every[event], { label: event, run });
    }
    for (const stage of Object.keys(registry.named)) {
      this[stage] = (name, run) =>
        this.add(registry.named[stage], { label: `${stage}(${JSON.stringify(name)})`, stage, name: String(name), run });
    }
    this.log = this.log.bind(this);
  }

  add(list, hook) {
    if (typeof hook.run !== 'function') {
      throw new TypeError(`${hook.label}: a hook is a function`);
    }
    list.push({ ...hook, place: placeOfCaller('') });
  }

  log(...content) {
    const text = content.map((part) => (typeof part === 'string' ? part : util.inspect(part))).join(' ');
    this.logs.push({ timestamp: Date.now(), content: text });
    pending.push(text);
  }
}

// What was logged since the last reply.
let pending = [];
// Fails the hook that runs now; what it throws outside its own call, as in a callback, is its error too.
let failRunning = null;

// `*` in a name stands for any characters; a name is Dredd's or Tribunal's own id.
function binds(hook, transaction) {
  return [transaction.name, transaction.tribunalId].some((name) => {
    if (typeof name !== 'string') return false;
    if (!hook.name.includes('*')) return hook.name === name;
    const quoted = hook.name.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
    return new RegExp(`^${quoted.join('[^]*')}$`).test(name);
  });
}

function run(hook, data) {
  return new Promise((resolve, reject) => {
    failRunning = reject;
    const returned = hook.run.length >= 2 ? hook.run(data, (error) => (error ? reject(error) : resolve())) : hook.run(data);
    if (hook.run.length < 2) {
      Promise.resolve(returned).then(() => resolve(), reject);
    } else if (returned && typeof returned.then === 'function') {
      returned.then(undefined, reject);
    }
  }).finally(() => {
    failRunning = null;
  });
}

function hooksOf(event, data) {
  const { every, named } = hooks.registry;
  const bound = NAMED[event] ? named[NAMED[event]].filter((hook) => binds(hook, data)) : [];
  const all = every[event] || [];
  // After the request, the hooks of a name come first, as handlers of every other language have it.
  return event === 'afterEach' ? [...bound, ...all] : [...all, ...bound];
}

async function handle(message) {
  const { event, data } = message;
  if (event === 'beforeAll' && Array.isArray(data)) {
    for (const transaction of data) {
      if (!(transaction.name in hooks.transactions)) hooks.transactions[transaction.name] = transaction;
    }
    const { named } = hooks.registry;
    message.names = Object.values(named).flat().map(({ stage, name, place }) => ({ stage, name, place }));
  }
  for (const hook of hooksOf(event, data)) {
    try {
      await run(hook, data);
    } catch (thrown) {
      const text = thrown instanceof Error ? thrown.message : String(thrown);
      if (thrown && thrown.name === 'AssertionError' && !Array.isArray(data)) {
        data.fail = `Failed assertion in hooks: ${text}`;
      } else {
        message.error = `${hook.label} at ${hook.place}: ${thrown instanceof Error ? thrown.name : 'thrown'}: ${text}`;
        console.error(thrown instanceof Error ? thrown.stack : thrown);
      }
      break;
    }
  }
  message.log = pending;
  pending = [];
  return message;
}

function serve({ host, port }) {
  const server = net.createServer({ noDelay: true }, (socket) => {
    let rest = '';
    let queue = Promise.resolve();
    socket.setNoDelay(true);
    socket.setEncoding('utf8');
    socket.on('error', () => {});
    socket.on('data', (text) => {
      rest += text;
      if (!text.includes('\n')) return;
      const lines = rest.split('\n');
      rest = lines.pop();
      for (const line of lines.filter((candidate) => candidate.trim())) {
        queue = queue.then(async () => socket.write(`${JSON.stringify(await handle(JSON.parse(line)))}\n`));
      }
    });
  });
  server.on('error', (error) => {
    console.error(`the handler cannot listen on ${host}:${port}: ${error.message}`);
    process.exit(1);
  });
  server.listen(port, host);
}

// `require('hooks')` and `import hooks from 'hooks'` mean ours, whatever else has that name.
function offer() {
  const load = Module._load;
  Module._load = function loadHooks(request, ...others) {
    return request === 'hooks' ? hooks : load.call(this, request, ...others);
  };
  globalThis[Symbol.for('tribunal.hooks')] = hooks;
  if (typeof Module.register !== 'function') return;
  const names = ['before', 'after', 'beforeAll', 'afterAll', 'beforeEach', 'afterEach', 'beforeValidation', 'beforeEachValidation', 'log'];
  const source = `const hooks = globalThis[Symbol.for('tribunal.hooks')]; export default hooks; export const { ${names.join(', ')} } = hooks;`;
  const url = `data:text/javascript,${encodeURIComponent(source)}`;
  const resolver = `export const resolve = (name, context, next) => name === 'hooks' ? { url: ${JSON.stringify(url)}, shortCircuit: true } : next(name, context);`;
  Module.register(`data:text/javascript,${encodeURIComponent(resolver)}`);
}

async function load(file) {
  const absolute = path.resolve(file);
  try {
    if (absolute.endsWith('.mjs')) throw Object.assign(new Error('a module'), { code: 'ERR_REQUIRE_ESM' });
    Module.createRequire(absolute)(absolute);
  } catch (error) {
    if (error.code !== 'ERR_REQUIRE_ESM') throw error;
    await import(pathToFileURL(absolute).href);
  }
}

function options(words) {
  const read = { host: '127.0.0.1', port: 61321, require: [], files: [] };
  while (words.length > 0) {
    const word = words.shift();
    if (word === '--host') read.host = words.shift();
    else if (word === '--port') read.port = Number(words.shift());
    else if (word === '--require') read.require.push(words.shift());
    else read.files.push(word);
  }
  return read;
}

const hooks = new Hooks(JSON.parse(process.env.TRIBUNAL_HOOKS_CONFIGURATION || 'null') || {});

process.on('uncaughtException', (error) => {
  if (!failRunning) {
    console.error(error.stack || error);
    process.exit(1);
  }
  failRunning(error);
});

(async () => {
  const read = options(process.argv.slice(2));
  offer();
  const here = Module.createRequire(path.join(process.cwd(), 'hooks.js'));
  for (const name of read.require) here(name);
  for (const file of read.files) await load(file);
  serve(read);
})().catch((error) => {
  console.error(error instanceof Error ? error.stack : error);
  process.exit(1);
});
