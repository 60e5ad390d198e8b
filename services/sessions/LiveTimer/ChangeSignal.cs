using System.Threading.Channels;

namespace FocusSuite.Sessions.LiveTimer;

/// <summary>Why a watcher is woken.</summary>
[Flags]
internal enum Wake
{
    None = 0,

    /// <summary>The session may have changed: read it again.</summary>
    Change = 1,

    /// <summary>A second has passed.</summary>
    Tick = 2,
}

/// <summary>
/// What wakes one watcher. Wakes that come while it is busy become one, so a client that reads slowly costs no memory and sees the newest
/// state next.
/// </summary>
internal sealed class ChangeSignal
{
    private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    private int _pending;

    public void Add(Wake wake)
    {
        Interlocked.Or(ref _pending, (int)wake);
        _signal.Writer.TryWrite(true);
    }

    /// <summary>Waits for a wake and takes all that there are.</summary>
    public async ValueTask<Wake> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await _signal.Reader.ReadAsync(cancellationToken);

            // None: the turn before took it together with its own.
            if ((Wake)Interlocked.Exchange(ref _pending, 0) is var taken and not Wake.None)
            {
                return taken;
            }
        }
    }
}
