using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace GrpcTranscoding.Benchmarks.Suite;

/// <summary>Keeps connections busy with one request at a time, all of them from one thread.</summary>
internal static class ClosedLoop
{
    // Longer than the gateway's own deadline.
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(20);

    /// <param name="port">Where the server is.</param>
    /// <param name="works">What each connection asks.</param>
    /// <param name="leadIn">The load before the interval, which is not counted.</param>
    /// <param name="duration">The interval. It ends earlier when one of the works has no more.</param>
    /// <param name="begin">Is called when the interval begins.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="InvalidOperationException">A request failed.</exception>
    public static Task<LoopResult> RunAsync(
        int port, IReadOnlyList<Work> works, TimeSpan leadIn, TimeSpan duration, Action begin, CancellationToken cancellation) =>
        Task.Factory.StartNew(
            () => new Loop(port, works, cancellation).Run(leadIn, duration, begin), cancellation, TaskCreationOptions.LongRunning,
            TaskScheduler.Default);

    private sealed class Loop(int port, IReadOnlyList<Work> works, CancellationToken cancellation)
    {
        private readonly Dictionary<Socket, Lane> _lanes = [];
        private readonly List<Socket> _ready = [];
        private readonly LoopResult _result = new();

        public LoopResult Run(TimeSpan leadIn, TimeSpan duration, Action begin)
        {
            try
            {
                foreach (var work in works)
                {
                    var connection = RawConnection.Open(port);
                    _lanes.Add(connection.Socket, new Lane(connection, work));
                }

                // The interval's clock starts when the meter has read: reading takes some milliseconds, in which nothing is asked.
                var isOpen = _lanes.Values.All(lane => lane.Send());
                isOpen = isOpen && GoOn(leadIn, keepsAsking: true);
                begin();
                _result.Clear();
                var clock = Stopwatch.StartNew();
                if (isOpen)
                {
                    GoOn(duration, keepsAsking: true);
                }

                GoOn(AnswerTimeout, keepsAsking: false);
                _result.Elapsed = clock.Elapsed;
                return _result;
            }
            finally
            {
                foreach (var lane in _lanes.Values)
                {
                    lane.Connection.Dispose();
                }
            }
        }

        /// <summary>Waits for answers, and asks again or not.</summary>
        /// <returns>Whether every work had a next request.</returns>
        private bool GoOn(TimeSpan time, bool keepsAsking)
        {
            var end = Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);
            while (Stopwatch.GetTimestamp() < end)
            {
                cancellation.ThrowIfCancellationRequested();
                _ready.Clear();
                foreach (var (socket, lane) in _lanes)
                {
                    if (lane.IsWaiting)
                    {
                        _ready.Add(socket);
                    }
                }

                if (_ready.Count == 0)
                {
                    return true;
                }

                Socket.Select(_ready, null, null, TimeSpan.FromMilliseconds(100));
                foreach (var socket in _ready)
                {
                    if (!Answered(_lanes[socket], keepsAsking))
                    {
                        return false;
                    }
                }
            }

            return keepsAsking ? true : throw new TimeoutException($"No answer within {AnswerTimeout}.");
        }

        private bool Answered(Lane lane, bool keepsAsking)
        {
            if (!lane.Connection.Receive())
            {
                return true;
            }

            if (lane.Connection.Status is < 200 or > 299)
            {
                var body = Encoding.UTF8.GetString(lane.Connection.Body);
                throw new InvalidOperationException($"{lane.Step} was answered with {lane.Connection.Status}: {body}");
            }

            _result.Add(lane.Step, Stopwatch.GetElapsedTime(lane.Sent));
            lane.Take();
            return !keepsAsking || lane.Send();
        }
    }

    private sealed class Lane(RawConnection connection, Work work)
    {
        public RawConnection Connection { get; } = connection;

        public bool IsWaiting { get; private set; }

        public string Step { get; private set; } = "";

        public long Sent { get; private set; }

        public bool Send()
        {
            if (work.Next() is not { } request)
            {
                return false;
            }

            Step = request.Step;
            Sent = Stopwatch.GetTimestamp();
            Connection.Send(request.Bytes);
            return IsWaiting = true;
        }

        public void Take()
        {
            IsWaiting = false;
            work.Take(Connection.Body);
        }
    }
}
