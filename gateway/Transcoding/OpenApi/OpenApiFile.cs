using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace GrpcTranscoding.OpenApi;

/// <summary>Writes the OpenAPI document to a file, as the package's build target asks for it.</summary>
public static class OpenApiFile
{
    /// <summary>The argument in front of the file's path.</summary>
    public const string Argument = "--openapi";

    /// <summary>
    /// Writes the document where the program was started with <c>--openapi &lt;file&gt;</c>; the program should then end without running:
    /// <code>if (await app.TryWriteOpenApiAsync(args)) return;</code>
    /// It is the first document that <see cref="OpenApiEndpoint.MapTranscodingOpenApi"/> was told of. Nothing is started for it.
    /// </summary>
    /// <param name="app">The application, with all its endpoints.</param>
    /// <param name="args">The program's arguments.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <returns>Whether the program was asked for the file.</returns>
    /// <exception cref="InvalidOperationException">The path is missing, or the application has no document.</exception>
    public static async Task<bool> TryWriteOpenApiAsync(this IHost app, string[] args, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(app);
        ArgumentNullException.ThrowIfNull(args);
        var at = Array.IndexOf(args, Argument);
        if (at < 0)
        {
            return false;
        }

        if (at + 1 == args.Length)
        {
            throw new InvalidOperationException($"{Argument} needs the path of a file behind it.");
        }

        var document = app.Services.GetRequiredService<OpenApiDocuments>().First
            ?? throw new InvalidOperationException("There is no document to write; call MapTranscodingOpenApi before.");
        var path = Path.GetFullPath(args[at + 1]);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllBytesAsync(path, document, cancellationToken);
        return true;
    }
}
