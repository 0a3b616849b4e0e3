using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace SafetyHub.Dashboard.Api;

/// <summary>What the OpenAPI document says about the API as a whole.</summary>
internal static class OpenApiDocument
{
    public static void Describe(OpenApiOptions options)
    {
        options.ShouldInclude = description => description.RelativePath?.StartsWith("api/v1", StringComparison.Ordinal) == true;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "SafetyHub",
                Version = "v1",
                Description = "Incidents, devices, people and places of the hub. Times are RFC 3339 UTC; errors are RFC 9457 problem details; texts follow Accept-Language (ko, en).",
            };
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                ["bearer"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "API token" },
            };
            document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("bearer", document)] = [] }];
            return Task.CompletedTask;
        });
    }
}
