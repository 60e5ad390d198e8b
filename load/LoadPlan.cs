namespace FocusSuite.Load;

/// <summary>How much load, of whom, and for how long.</summary>
public sealed record LoadPlan
{
    /// <summary>Where the API is.</summary>
    public required Uri Gateway { get; init; }

    /// <summary>How many requests arrive a second, whatever becomes of them.</summary>
    public required double Rate { get; init; }

    /// <summary>How long requests arrive.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long they arrive before anything is counted.</summary>
    public TimeSpan WarmUp { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a user rests between an answer and the next step, on average.</summary>
    public TimeSpan Think { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How long a user waits for an answer.</summary>
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long answers may take before there are too few users to send more: then arrivals wait for somebody, and that is latency that
    /// the suite did not cause. An account a user is the price of a longer time.
    /// </summary>
    public TimeSpan Answer { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// Whether the suite's time runs so much faster than users' that hours pass between two steps. Then a session that has ended
    /// meanwhile is no fault, and the user goes on; at the usual speed it is one.
    /// </summary>
    public bool SessionsMayEnd { get; init; }

    /// <summary>Whether each user holds a live timer open, as an app in the foreground does.</summary>
    public bool Live { get; init; }

    /// <summary>How many users it takes: those who rest and those who wait for answers, by Little's law, and some more.</summary>
    public int Users => (int)Math.Ceiling(Rate * (Think + Answer).TotalSeconds) + 20;
}
