"use strict";

/** A value that breaks its schema on purpose is one to try out too. */
function shown(_key, node) {
  if (node !== null && typeof node === "object" && "x-invalid-value" in node) {
    node.value = node["x-invalid-value"];
  }
  return node;
}

async function start() {
  const answer = await fetch("/openapi.json");
  SwaggerUIBundle({
    dom_id: "#ui",
    spec: JSON.parse(await answer.text(), shown),
    validatorUrl: null,
    defaultModelsExpandDepth: 0,
    deepLinking: true,
    displayRequestDuration: true,
    tryItOutEnabled: true,
  });
}

start();
