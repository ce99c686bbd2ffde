"use strict";

SwaggerUIBundle({
  dom_id: "#ui",
  url: "/openapi.json",
  validatorUrl: null,
  deepLinking: true,
  displayRequestDuration: true,
  tryItOutEnabled: true,
});
