using FocusSuite.Protocol.Errors;
using FocusSuite.Protos.Identity.V1;
using Google.Protobuf.Reflection;
using GrpcTranscoding.Errors;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace FocusSuite.Gateway.Web;

/// <summary>
/// The session of a browser: <c>/app/session/{login, signup, refresh, logout}</c> are the routes of the same names below
/// <c>/api/v1/authentication/</c>, but that the refresh token stays in a cookie which no script can read. In order:
/// 1. A request that another site may have caused is refused (<see cref="SameOrigin"/>).
/// 2. The cookie's token goes into the body (<see cref="TokenBody"/>), and the path becomes that of the documented route: from here on the
/// request is one of its, with its bounds, its places, its keys and its errors.
/// 3. The answer is held back until the token that it brings is out of its body and in the cookie (<see cref="SessionAnswer"/>).
/// </summary>
internal sealed class BrowserSession(RequestDelegate next, ProblemResponder responder, IOptions<GatewayOptions> gateway)
{
    private const string Documented = "/api/v1/authentication";
    private const string Refresh = "/refresh";
    private const string Logout = "/logout";

    // Identity answers a logout alike for every token, so also for one that is none: who has no cookie is signed out.
    private const string NoToken = "none";

    private static readonly Dictionary<string, MethodDescriptor> Methods = new(StringComparer.Ordinal)
    {
        ["/login"] = MethodOf("Login"),
        ["/signup"] = MethodOf("Signup"),
        [Refresh] = MethodOf("Refresh"),
        [Logout] = MethodOf("Logout"),
    };

    // Its token is put in at the end of the text, so it has to be text.
    private static readonly Problem Packed = Problems.UnsupportedContentEncoding with
    {
        Detail = "The body must be sent as it is.",
        AcceptEncoding = ["identity"],
    };

    public Task InvokeAsync(HttpContext context) =>
        context.Request.Path.StartsWithSegments(SessionCookie.Path, StringComparison.Ordinal, out var rest)
        && WithoutSlash(rest.Value!) is var name && Methods.TryGetValue(name, out var method)
            ? AnswerAsync(context, name, method)
            : next(context);

    private Task AnswerAsync(HttpContext context, string name, MethodDescriptor method)
    {
        var request = context.Request;
        // Any other verb acts on nothing: the documented route refuses it.
        if (HttpMethods.IsPost(request.Method) && RefusalOf(request, name) is { } refusal)
        {
            return responder.RespondAsync(context, refusal with { Method = method });
        }

        request.Path = Documented + name;
        // All that the routes take is in the body, and what is in an address ends up in logs.
        request.QueryString = default;
        return name == Logout ? LogOutAsync(context) : KeepTokenAsync(context, isRefresh: name == Refresh);
    }

    private Problem? RefusalOf(HttpRequest request, string name)
    {
        if (!SameOrigin.Is(request))
        {
            return Problems.ForStatus(StatusCodes.Status403Forbidden);
        }

        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || !type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase))
        {
            return Problems.UnsupportedMediaType;
        }

        if (name is not (Refresh or Logout))
        {
            return null;
        }

        if (request.Headers.ContentEncoding.Count > 0)
        {
            return Packed;
        }

        var token = SessionCookie.TokenOf(request);
        if (token is null && name == Refresh)
        {
            var code = ErrorCodes.InvalidRefreshToken;
            return new Problem(code.Http, code.Word, code.Text);
        }

        request.Body = new TokenBody(request.Body, token ?? NoToken, gateway.Value.MaxRequestBytes);
        return null;
    }

    /// <summary>Whoever signs out leaves no token on the device, also where identity cannot be reached.</summary>
    private async Task LogOutAsync(HttpContext context)
    {
        if (HttpMethods.IsPost(context.Request.Method))
        {
            SessionCookie.Delete(context);
        }

        await next(context);
    }

    private async Task KeepTokenAsync(HttpContext context, bool isRefresh)
    {
        var plain = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        using var held = new MemoryStream();
        var holding = new StreamResponseBodyFeature(held, plain);
        context.Features.Set<IHttpResponseBodyFeature>(holding);
        try
        {
            await next(context);
            await holding.Writer.FlushAsync(context.RequestAborted);
        }
        finally
        {
            context.Features.Set(plain);
        }

        var response = context.Response;
        ReadOnlyMemory<byte> body = held.ToArray();
        if (response.StatusCode is >= 200 and < 300)
        {
            (body, var token) = SessionAnswer.Split(body.Span);
            SessionCookie.Keep(context, token);
            response.ContentLength = body.Length;
        }
        else if (isRefresh && response.StatusCode == StatusCodes.Status401Unauthorized)
        {
            SessionCookie.Delete(context);
        }

        if (!body.IsEmpty)
        {
            await response.BodyWriter.WriteAsync(body, context.RequestAborted);
        }
    }

    // As all routes, these answer with and without it.
    private static string WithoutSlash(string name) => name.EndsWith('/') ? name[..^1] : name;

    private static MethodDescriptor MethodOf(string name) => AuthenticationService.Descriptor.FindMethodByName(name);
}
