using FocusSuite.EndToEnd.Tests.Support;
using FocusSuite.TestSystem;

namespace FocusSuite.EndToEnd.Tests.Guarantees;

/// <summary>
/// A system with the settings of an installation, passwords apart, whose hashes take long and show nothing here. What its first completion
/// of all came to is remembered: there is but one. FOCUS_TEST_STARTS sets how many systems are started, the last of which goes on.
/// </summary>
public sealed class FreshSystem : IAsyncLifetime
{
    // A session of 25 minutes takes 7.5 seconds, and one of three hours as many as the others need to begin theirs.
    private const double TimeScale = 200;

    private static readonly int Starts = Sizes.Of("FOCUS_TEST_STARTS", 1);
    private static readonly TimeSpan StartBound = TimeSpan.FromMinutes(3);

    private static readonly FocusSystemOptions Options = new()
    {
        TimeScale = TimeScale,
        Environment = new Dictionary<string, IReadOnlyDictionary<string, string>>
        {
            [PartNames.Identity] = new Dictionary<string, string> { ["Identity__PasswordIterations"] = "1000" },
        },
    };

    private readonly List<(Seen Seen, bool NextDayIsOpen)> _firsts = [];
    private FocusSystem? _system;

    public FocusSystem System => _system ?? throw new InvalidOperationException("The system is not started.");

    /// <summary>The first completion of each system.</summary>
    public IReadOnlyList<(Seen Seen, bool NextDayIsOpen)> Firsts => _firsts;

    /// <summary>Lets the clock run for what a day asks for.</summary>
    public static async Task FocusAsync()
    {
        using var clock = new PeriodicTimer((TimeSpan.FromMinutes(25) / TimeScale) + TimeSpan.FromMilliseconds(20));
        await clock.WaitForNextTickAsync();
    }

    public async ValueTask InitializeAsync()
    {
        while (_firsts.Count < Starts)
        {
            await DisposeAsync();
            using var bound = new CancellationTokenSource(StartBound);
            _system = await FocusSystem.StartAsync(Options, bound.Token);
            var user = await LastStep.PrepareAsync(_system);
            await user.StartAsync();
            await FocusAsync();
            var seen = await user.CompleteAsync(Task.CompletedTask);
            _firsts.Add((seen, await user.NextDayIsOpenAsync()));
        }
    }

    public ValueTask DisposeAsync() => _system?.DisposeAsync() ?? ValueTask.CompletedTask;
}
