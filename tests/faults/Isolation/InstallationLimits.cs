using FocusSuite.Faults.Tests.Laboratory;
using FocusSuite.TestSystem;

namespace FocusSuite.Faults.Tests.Isolation;

/// <summary>
/// Gives the laboratory's gateway the limits that it has in Production, and passwords their cost: a flood of sign-ins that costs nothing,
/// or a limit that is off, would show nothing. The laboratory's own settings come back afterwards.
/// </summary>
public sealed class InstallationLimits(Lab lab) : IAsyncLifetime
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(5);

    private static readonly (string Part, string Variable, string? Value)[] Settings =
    [
        (PartNames.Gateway, "DOTNET_ENVIRONMENT", "Production"),
        (PartNames.Gateway, "ASPNETCORE_ENVIRONMENT", "Production"),
        // In Production no time runs faster, and the gateway, which tells browsers the time, would not start.
        (PartNames.Gateway, "Focus__Clock__Scale", "1"),
        (PartNames.Gateway, "Gateway__DeadlineSeconds", null),
        (PartNames.Gateway, "Gateway__RateLimits__PerAddress", null),
        (PartNames.Gateway, "Gateway__RateLimits__PerUser", null),
        (PartNames.Identity, "Identity__PasswordIterations", null),
        // The service stays in Development, where an address may sign in as often as it likes.
        (PartNames.Identity, "Identity__SignInsPerAddress", "300"),
    ];

    private IReadOnlyList<(string Part, string Variable, string? Value)> _before = [];

    /// <summary>
    /// What an answer may take: the deadline that the gateway promises, and a second for a machine that does everything at once.
    /// </summary>
    public TimeSpan InTime { get; } = TimeSpan.FromSeconds(11);

    public async ValueTask InitializeAsync()
    {
        _before =
        [
            .. Settings.Select(
                setting => setting with { Value = lab.Settings.Environment[setting.Part].GetValueOrDefault(setting.Variable) }),
        ];
        await ApplyAsync(Settings);
    }

    public async ValueTask DisposeAsync() => await ApplyAsync(_before);

    private async Task ApplyAsync(IReadOnlyList<(string Part, string Variable, string? Value)> settings)
    {
        foreach (var (part, variable, value) in settings)
        {
            lab.Settings.Set(part, variable, value);
        }

        using var bound = new CancellationTokenSource(Bound);
        foreach (var part in settings.Select(setting => setting.Part).Distinct().SelectMany(lab.ReplicasOf))
        {
            await part.RestartAsync(bound.Token);
        }
    }
}
