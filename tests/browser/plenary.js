// A real server for one test file: its own folder, its own embedded database, a free port.

import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const binary = process.env.PLENARY ?? "plenary";

export const admin = { username: "admin", email: "admin@example.org", password: "correct-horse-battery" };

/** Starts the server, with one admin in it, and returns once it answers. */
export async function startPlenary() {
  const folder = await mkdtemp(join(tmpdir(), "plenary-browser-"));
  const url = `http://127.0.0.1:${await freePort()}`;
  const env = { ...process.env, PLENARY_LISTEN: new URL(url).host, DATABASE_URL: `sqlite://${folder}/plenary.db` };

  await promisify(execFile)(binary, ["migrate", "up"], { cwd: folder, env });
  const { username, email, password } = admin;
  await promisify(execFile)(
    binary,
    ["create-admin", "--username", username, "--email", email, "--password", password],
    { cwd: folder, env },
  );

  const server = spawn(binary, ["serve"], { cwd: folder, env, stdio: ["ignore", "pipe", "pipe"] });
  let log = "";
  server.stdout.on("data", (text) => (log += text));
  server.stderr.on("data", (text) => (log += text));
  await untilItAnswers(`${url}/check`, server, () => log);

  return {
    url,
    /** What the server has written since it started. */
    log: () => log,
    /** Posts JSON as a client outside the browser would; returns the answer's `data`. */
    async post(path, body) {
      const answer = await fetch(url + path, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`POST ${path}: ${answer.status} ${text}`);
      return JSON.parse(text).data;
    },
    async stop() {
      if (server.exitCode === null) {
        server.kill("SIGTERM");
        await once(server, "exit");
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function untilItAnswers(address, server, log) {
  const deadline = Date.now() + 30_000;
  for (;;) {
    if (server.exitCode !== null) throw new Error(`the server ended with ${server.exitCode}\n${log()}`);
    try {
      if ((await fetch(address)).ok) return;
    } catch (error) {
      if (Date.now() > deadline) throw new Error(`no answer from ${address}\n${log()}`, { cause: error });
    }
    await new Promise((resume) => setTimeout(resume, 50));
  }
}

async function freePort() {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address();
  probe.close();
  await once(probe, "close");
  return port;
}
