// The pages at /api/docs: Swagger UI, asked to write text where it would write HTML, which the policy forbids.
const asText = (system) => ({
  components: { Markdown: ({ source }) => system.React.createElement("p", { className: "markdown" }, source) },
});

window.SwaggerUIBundle({
  url: "/api/openapi.json",
  dom_id: "#docs",
  deepLinking: true,
  docExpansion: "none",
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
  validatorUrl: null,
  plugins: [asText],
});
