using System.Threading.Channels;
using FocusSuite.Load.People;

namespace FocusSuite.Load.Running;

/// <summary>The people who are ready to take a step. Who has taken one rests for a while.</summary>
/// <param name="people">All of them.</param>
/// <param name="think">How long they rest on average: between half of it and one and a half.</param>
/// <param name="time">The clock.</param>
public sealed class Crowd(IReadOnlyList<Person> people, TimeSpan think, TimeProvider time) : IDisposable
{
    private readonly Channel<Person> _ready = Fill(people);

    /// <summary>Somebody who is ready, as soon as there is one.</summary>
    /// <param name="ct">Ends the waiting.</param>
    /// <returns>The person, who must be brought back by <see cref="Rest"/>.</returns>
    public ValueTask<Person> TakeAsync(CancellationToken ct) => _ready.Reader.ReadAsync(ct);

    /// <summary>Lets a person rest before the next step.</summary>
    /// <param name="person">Who has taken a step.</param>
    public void Rest(Person person) => _ = RestAsync(person);

    /// <summary>Everybody opens a live timer, or nobody.</summary>
    /// <param name="open">Whether they do.</param>
    /// <returns>The streams, to be disposed of.</returns>
    public LiveStreams HoldStreams(bool open) => new(open ? [.. people.Select(person => person.Live(time))] : []);

    /// <summary>Closes everybody's connection.</summary>
    public void Dispose()
    {
        foreach (var person in people)
        {
            person.Dispose();
        }
    }

    private async Task RestAsync(Person person)
    {
        if (think > TimeSpan.Zero)
        {
            await Task.Delay(think * (0.5 + Random.Shared.NextDouble()), time);
        }

        _ready.Writer.TryWrite(person);
    }

    private static Channel<Person> Fill(IReadOnlyList<Person> people)
    {
        var ready = Channel.CreateUnbounded<Person>();
        foreach (var person in people)
        {
            ready.Writer.TryWrite(person);
        }

        return ready;
    }
}
