// A real server for one test file: its own folder, its own embedded database, a port the system chose.

import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const binary = process.env.PLENARY ?? "plenary";

export const admin = { username: "admin", email: "admin@example.org", password: "correct-horse-battery" };

/** Starts the server, with one admin in it, and returns once it serves. */
export async function startPlenary() {
  const folder = await mkdtemp(join(tmpdir(), "plenary-browser-"));
  const options = {
    cwd: folder,
    env: { ...process.env, PLENARY_LISTEN: "127.0.0.1:0", DATABASE_URL: `sqlite://${folder}/plenary.db` },
  };
  const { username, email, password } = admin;
  const run = promisify(execFile);
  await run(binary, ["migrate", "up"], options);
  await run(binary, ["create-admin", "--username", username, "--email", email, "--password", password], options);

  const server = spawn(binary, ["serve"], { ...options, stdio: ["ignore", "pipe", "pipe"] });
  const url = await addressOf(server);

  return {
    url,
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

/** The address of the API, which the server prints once it listens. */
function addressOf(server) {
  return new Promise((resolve, reject) => {
    let output = "";
    const read = (text) => {
      output += text;
      const address = output.match(/^API\s+(http:\S+)$/m);
      if (address) resolve(address[1]);
    };
    server.stdout.on("data", read);
    server.stderr.on("data", read);
    server.on("error", reject);
    server.on("exit", (code) => reject(new Error(`the server ended with ${code}\n${output}`)));
  });
}
