namespace FocusSuite.AppHost.Dashboard;

/// <summary>Whether an address answers by HTTP, whatever it says.</summary>
internal static class HttpAnswers
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(3) };

    public static async Task<bool> AtAsync(Uri address, CancellationToken ct)
    {
        try
        {
            using var answer = await Http.GetAsync(address, ct).ConfigureAwait(false);
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
        catch (TaskCanceledException) when (!ct.IsCancellationRequested)
        {
            return false;
        }
    }
}
