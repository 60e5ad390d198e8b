using GrpcTranscoding.Errors;
using Microsoft.Extensions.FileProviders;
using Microsoft.Net.Http.Headers;

namespace FocusSuite.Gateway.Web;

/// <summary>
/// Answers what is asked below <c>/app/</c>: the files of the web client, its page for each of the client's own addresses, and a page that
/// says what is missing where the client was not built. Shows browsers that ask for <c>/</c> the way.
/// </summary>
internal sealed class WebClient(RequestDelegate next, WebFiles files, FileTags tags, ProblemResponder responder)
{
    private const string Root = "/app";
    private const string Page = "/index.html";

    // The bundler names these by their content: what has changed has another name.
    private const string NamedByContent = "/assets/";
    private const string KeptForGood = "public, max-age=31536000, immutable";
    private const string AskedEachTime = "no-cache";

    private static readonly Problem ReadOnly = Problems.MethodNotAllowed(["GET", "HEAD"]);

    /// <summary>Whether a path is the client's.</summary>
    public static bool IsBelow(PathString path) => path.StartsWithSegments(Root, StringComparison.Ordinal);

    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        var isRead = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
        if (!request.Path.StartsWithSegments(Root, StringComparison.Ordinal, out var path))
        {
            if (!isRead || request.Path != "/" || !IsBrowser(request))
            {
                return next(context);
            }

            context.Response.Redirect($"{Root}/");
            return Task.CompletedTask;
        }

        if (!isRead)
        {
            return responder.RespondAsync(context, ReadOnly);
        }

        if (!path.HasValue)
        {
            context.Response.Redirect($"{Root}/{request.QueryString}");
            return Task.CompletedTask;
        }

        return AnswerAsync(context, path.Value);
    }

    private Task AnswerAsync(HttpContext context, string path)
    {
        if (files.Find(path) is { } file)
        {
            return SendAsync(context, path, file);
        }

        // A name with a dot is a file's. All others are places inside the client, which reads its address itself.
        if (path.AsSpan(path.LastIndexOf('/')).Contains('.'))
        {
            return responder.RespondAsync(context, Problems.NotFound);
        }

        return files.Find(Page) is { } page ? SendAsync(context, Page, page) : NoClientPage.WriteAsync(context, files.Folder);
    }

    private async Task SendAsync(HttpContext context, string path, IFileInfo file)
    {
        var response = context.Response;
        response.Headers.CacheControl = path.StartsWith(NamedByContent, StringComparison.Ordinal) ? KeptForGood : AskedEachTime;
        response.Headers.Append(HeaderNames.Vary, HeaderNames.AcceptEncoding);
        if (TakesBrotli(context.Request) && files.FindCompressed(path) is { } compressed)
        {
            // An answer that says how it is encoded is not compressed again.
            response.Headers.ContentEncoding = "br";
            file = compressed;
        }

        var tag = await tags.OfAsync(file, context.RequestAborted);
        await TypedResults.PhysicalFile(file.PhysicalPath!, WebFiles.TypeOf(path), entityTag: tag, enableRangeProcessing: true)
            .ExecuteAsync(context);
        if (response.StatusCode >= StatusCodes.Status400BadRequest && !response.HasStarted)
        {
            // A range that is not there, or a condition that does not hold: the error is not encoded as the file is.
            response.Headers.ContentEncoding = default;
            await responder.RespondAsync(context, Problems.ForStatus(response.StatusCode));
        }
    }

    private static bool IsBrowser(HttpRequest request) =>
        request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    private static bool TakesBrotli(HttpRequest request) =>
        StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptEncoding, out var codings)
        && codings.Any(coding => coding.Value.Equals("br", StringComparison.OrdinalIgnoreCase) && coding.Quality is not 0);
}
