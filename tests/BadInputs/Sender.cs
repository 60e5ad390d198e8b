using System.Collections.Concurrent;
using System.Net.Sockets;
using FocusSuite.BadInputs.Wire;
using FocusSuite.Protos.Options.V1;

namespace FocusSuite.BadInputs;

/// <summary>Sends bad inputs over several connections, and tells what was wrong with the answers.</summary>
/// <param name="gateway">Where they go.</param>
/// <param name="faultOf">What is wrong with an answer; null where nothing is.</param>
/// <param name="mayBreak">Whether a connection may break without an answer, as it does when the gateway dies.</param>
public sealed class Sender(Uri gateway, Func<PublicRoute, BadInput, RawAnswer, string?> faultOf, bool mayBreak = false)
{
    private const int Connections = 8;

    // Sign-ins that fail count by address: nobody may be refused for that before the input is looked at.
    private const int SentFromOneAddress = 8;

    private const int BodyShown = 300;

    /// <summary>Sends all, and returns the faults in order.</summary>
    public async Task<IReadOnlyList<string>> SendAsync(PublicRoute route, IEnumerable<BadInput> inputs)
    {
        var (waiting, faults) = (new ConcurrentQueue<BadInput>(inputs), new ConcurrentBag<string>());
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => SendAsync(route, waiting, faults)));
        return [.. faults.Order(StringComparer.Ordinal)];
    }

    private async Task SendAsync(PublicRoute route, ConcurrentQueue<BadInput> waiting, ConcurrentBag<string> faults)
    {
        var connection = new RawConnection(gateway, RawConnection.NewAddress());
        while (waiting.TryDequeue(out var input))
        {
            if (route.Access == Access.Anonymous && connection.Sent >= SentFromOneAddress)
            {
                connection.Dispose();
                connection = new RawConnection(gateway, RawConnection.NewAddress());
            }

            try
            {
                var answer = await AnswerAsync(connection, input.Request);
                if (faultOf(route, input, answer) is { } fault)
                {
                    faults.Add($"{input.Name}: {fault} ({answer.Status}) {answer.Body[..Math.Min(answer.Body.Length, BodyShown)]}");
                }
            }
            catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException)
            {
                // A server may close on what is no HTTP; on anything else it has to answer.
                if (!input.IsNoHttp && !mayBreak)
                {
                    faults.Add($"{input.Name}: no answer ({exception.Message})");
                }
            }
        }

        connection.Dispose();
    }

    // A server may close a kept-alive connection between two requests; that is no answer to the second.
    private static async Task<RawAnswer> AnswerAsync(RawConnection connection, RawRequest request)
    {
        var isFirst = connection.Sent == 0;
        try
        {
            return await connection.SendAsync(request);
        }
        catch (Exception exception) when (!isFirst && exception is IOException or SocketException)
        {
            return await connection.SendAsync(request);
        }
    }
}
