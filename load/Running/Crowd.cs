using System.Threading.Channels;
using FocusSuite.Load.Users;

namespace FocusSuite.Load.Running;

/// <summary>The users who are ready to take a step. Who has taken one rests for a while.</summary>
/// <param name="users">All of them.</param>
/// <param name="think">How long they rest on average: between half of it and one and a half.</param>
/// <param name="time">The clock.</param>
public sealed class Crowd(IReadOnlyList<LoadUser> users, TimeSpan think, TimeProvider time) : IDisposable
{
    private readonly Channel<LoadUser> _ready = Fill(users);

    /// <summary>Somebody who is ready, as soon as there is one.</summary>
    /// <param name="ct">Ends the waiting.</param>
    /// <returns>The user, who must be brought back by <see cref="Rest"/>.</returns>
    public ValueTask<LoadUser> TakeAsync(CancellationToken ct) => _ready.Reader.ReadAsync(ct);

    /// <summary>Lets a user rest before the next step.</summary>
    /// <param name="user">Who has taken a step.</param>
    public void Rest(LoadUser user) => _ = RestAsync(user);

    /// <summary>Everybody opens a live timer, or nobody.</summary>
    /// <param name="open">Whether they do.</param>
    /// <returns>The streams, to be disposed of.</returns>
    public LiveStreams HoldStreams(bool open) => new(open ? [.. users.Select(user => user.Live(time))] : []);

    /// <summary>Closes everybody's connection.</summary>
    public void Dispose()
    {
        foreach (var user in users)
        {
            user.Dispose();
        }
    }

    private async Task RestAsync(LoadUser user)
    {
        if (think > TimeSpan.Zero)
        {
            await Task.Delay(think * (0.5 + Random.Shared.NextDouble()), time);
        }

        _ready.Writer.TryWrite(user);
    }

    private static Channel<LoadUser> Fill(IReadOnlyList<LoadUser> users)
    {
        var ready = Channel.CreateUnbounded<LoadUser>();
        foreach (var user in users)
        {
            ready.Writer.TryWrite(user);
        }

        return ready;
    }
}
