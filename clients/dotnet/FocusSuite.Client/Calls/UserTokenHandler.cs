using System.Net.Http.Headers;

namespace FocusSuite.Client.Calls;

/// <summary>
/// Below the interceptors, since a token may have to be fetched, and is asked for anew at each try. A method that anybody may call gets
/// none: who signs in has none yet.
/// </summary>
internal sealed class UserTokenHandler(IUserTokenSource source) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Headers.Authorization is null
            && SuiteMethods.All.GetValueOrDefault(request.RequestUri!.AbsolutePath) is { IsForUsers: true }
            && await source.GetAccessTokenAsync(cancellationToken).ConfigureAwait(false) is { } token)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }
}
