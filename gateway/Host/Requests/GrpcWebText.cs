using Microsoft.AspNetCore.Http.Features;

namespace FocusSuite.Gateway.Requests;

/// <summary>
/// gRPC-Web in text, the default of Google's generator: base64 is read here, strictly, so that behind it there are only bytes, and is
/// written for those who take it: whoever says so, and whoever asked in it and says nothing. ASP.NET's own middleware knows text, too, but
/// takes what is none, an answer that YARP copies through its writer ends as a 502 (seen with Grpc.AspNetCore.Web 2.85), and silence means
/// bytes to it.
/// </summary>
internal sealed class GrpcWebText(RequestDelegate next)
{
    private const string Bytes = "application/grpc-web";
    private const string Text = "application/grpc-web-text";

    public async Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        var type = request.ContentType ?? "";
        if (!type.StartsWith(Bytes, StringComparison.OrdinalIgnoreCase) || !HttpMethods.IsPost(request.Method))
        {
            await next(context);
            return;
        }

        var accepted = request.Headers.Accept.ToString();
        var wanted = accepted.Contains(Bytes, StringComparison.OrdinalIgnoreCase) ? accepted : type;
        request.Headers.Accept = Bytes;
        if (type.StartsWith(Text, StringComparison.OrdinalIgnoreCase))
        {
            request.ContentType = Bytes + type[Text.Length..];
            request.ContentLength = null;
            request.Body = new FromBase64Stream(request.Body);
        }

        await (wanted.Contains(Text, StringComparison.OrdinalIgnoreCase) ? AnswerInTextAsync(context) : next(context));
    }

    private async Task AnswerInTextAsync(HttpContext context)
    {
        var response = context.Response;
        response.OnStarting(() =>
        {
            if (response.ContentType?.StartsWith(Bytes, StringComparison.OrdinalIgnoreCase) == true)
            {
                response.ContentType = Text + response.ContentType[Bytes.Length..];
            }

            return Task.CompletedTask;
        });
        var plain = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        await using var encoded = new ToBase64Stream(plain.Stream);
        var feature = new StreamResponseBodyFeature(encoded, plain);
        context.Features.Set<IHttpResponseBodyFeature>(feature);
        try
        {
            await next(context);
            if (response.HasStarted)
            {
                await feature.Writer.FlushAsync(context.RequestAborted);
            }
        }
        finally
        {
            context.Features.Set(plain);
        }
    }
}
