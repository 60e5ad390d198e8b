using FocusSuite.Protos.Sessions.V1;
using FocusSuite.Sessions.Features;
using Grpc.Core;

namespace FocusSuite.Sessions.Tests.LiveTimer;

/// <summary>Somebody who watches, and changes, a session over any replica.</summary>
internal sealed class LiveUser(long userId, string token)
{
    public static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    public long UserId => userId;

    public Metadata Headers => new() { { "authorization", $"Bearer {token}" } };

    public async Task<string> StartAsync(SessionsService.SessionsServiceClient replica) => (await replica.StartSessionAsync(
        new StartSessionRequest { EnrollmentId = userId, DayNumber = 1, DurationMinutes = 25 }, Headers)).SessionId;

    public Stream Watch(SessionsService.SessionsServiceClient replica, string? lastEventId = null)
    {
        var headers = Headers;
        if (lastEventId is not null)
        {
            headers.Add(WatchActiveSession.LastEventId, lastEventId);
        }

        return new Stream(replica.WatchActiveSession(new WatchActiveSessionRequest(), headers));
    }

    /// <summary>One open stream.</summary>
    internal sealed class Stream(AsyncServerStreamingCall<WatchActiveSessionResponse> call) : IDisposable
    {
        public async Task<WatchActiveSessionResponse> NextAsync()
        {
            using var bound = new CancellationTokenSource(Bound);
            return await call.ResponseStream.MoveNext(bound.Token)
                ? call.ResponseStream.Current
                : throw new InvalidOperationException("The stream has ended.");
        }

        /// <summary>The next message of that kind; ticks come whenever they come.</summary>
        public async Task<WatchActiveSessionResponse> NextAsync(LiveKind kind)
        {
            while (true)
            {
                if (await NextAsync() is var message && message.Kind == kind)
                {
                    return message;
                }
            }
        }

        /// <summary>Reads on until the stream fails.</summary>
        public async Task FailAsync()
        {
            while (true)
            {
                await NextAsync();
            }
        }

        public void Dispose() => call.Dispose();
    }
}
