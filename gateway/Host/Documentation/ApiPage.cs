using System.Security.Cryptography;
using System.Text;
using Scalar.AspNetCore;

namespace FocusSuite.Gateway.Documentation;

/// <summary>
/// The page on which people read the API and try it. All of it comes from this process: no other host is asked for anything.
/// </summary>
internal static class ApiPage
{
    private const string Path = "/docs";

    // Its styles are made by its script. Scripts are its own files, or carry the nonce of the very answer.
    private static readonly CompositeFormat Policy = CompositeFormat.Parse(
        "default-src 'none'; script-src 'self' 'nonce-{0}'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
        + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");

    public static void MapApiPage(this WebApplication app) =>
        app.MapScalarApiReference(Path, (page, context) =>
        {
            page.OpenApiRoutePattern = DocumentationEndpoints.DocumentPath;
            page.Title = DocumentationEndpoints.Title;
            page.DefaultFonts = false;
            page.Telemetry = false;
            page.ShowDeveloperTools = DeveloperToolsVisibility.Never;
            page.HideClientButton = true;
            page.Agent = new ScalarAgentOptions { Disabled = true };
            page.Mcp = new ScalarMcpOptions { Disabled = true };
            page.AddPreferredSecuritySchemes("bearer");

            // A token that stays in the browser is a convenience for those who try things with demo accounts, and for nobody else.
            page.PersistentAuthentication = app.Environment.IsDevelopment();
            page.Nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
            context.Response.Headers.ContentSecurityPolicy = string.Format(null, Policy, page.Nonce);
        });
}
