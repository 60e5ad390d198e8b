using Grpc.Core;

namespace FocusSuite.Protocol;

/// <summary>Lets a method choose one of the HTTP statuses that its proto allows.</summary>
public static class HttpStatuses
{
    /// <summary>The response header that names the choice.</summary>
    public const string Header = "x-http-status";
    private const string Key = "focus-http-status";

    /// <summary>Chooses the status, by a response header.</summary>
    /// <param name="context">The call.</param>
    /// <param name="status">One of the statuses in the method's option <c>success</c>, e.g. 200 where 201 is the default.</param>
    /// <returns>A task that ends when the headers are written.</returns>
    public static Task AnswerWithStatusAsync(this ServerCallContext context, string status)
    {
        // A call that has ended was answered by its end, and headers are sent once.
        context.CancellationToken.ThrowIfCancellationRequested();
        context.UserState[Key] = status;
        return context.WriteResponseHeadersAsync(new Metadata { { Header, status } });
    }

    /// <summary>The status that the method chose.</summary>
    internal static string? ChosenStatus(this ServerCallContext context) =>
        context.UserState.TryGetValue(Key, out var status) ? (string)status : null;
}
