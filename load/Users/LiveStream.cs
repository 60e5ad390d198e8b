using System.Net;
using System.Net.Sockets;

namespace FocusSuite.Load.Users;

/// <summary>A user's live timer, held open as an app in the foreground holds it: it comes back when it is cut off.</summary>
/// <param name="http">The user's connection.</param>
/// <param name="time">The clock.</param>
internal sealed class LiveStream(HttpClient http, TimeProvider time)
{
    private const string Path = "/api/v1/focus/sessions/live/";

    // What a client waits before it comes back, when the stream does not say otherwise.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Whether it is open.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>How often it could not be opened, or was cut off.</summary>
    public int Losses { get; private set; }

    /// <summary>Holds the stream open.</summary>
    /// <param name="ct">Ends it.</param>
    /// <returns>When it was ended.</returns>
    public async Task HoldAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await ReadAsync(ct);
                Losses++;
                await Task.Delay(Pause, time, ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
            }
        }

        IsOpen = false;
    }

    /// <summary>Opens it, and reads until it is cut off.</summary>
    private async Task ReadAsync(CancellationToken ct)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, Path);
            request.Headers.Accept.ParseAdd("text/event-stream");
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            if (response.StatusCode == HttpStatusCode.OK)
            {
                var stream = await response.Content.ReadAsStreamAsync(ct);
                await using (stream)
                {
                    IsOpen = true;
                    await stream.CopyToAsync(Stream.Null, ct);
                }
            }
        }
        catch (Exception e) when (
            e is HttpRequestException or IOException or SocketException or TaskCanceledException && !ct.IsCancellationRequested)
        {
            // Lost like one that was ended by the other side.
        }

        IsOpen = false;
    }
}
