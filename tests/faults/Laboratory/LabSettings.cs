using System.Globalization;
using FocusSuite.Faults.Hook;
using FocusSuite.TestSystem;

namespace FocusSuite.Faults.Tests.Laboratory;

/// <summary>
/// How the laboratory's system differs from an installation: times that somebody waits for are shorter, so that runs are, and limits that
/// users' number would meet are off. None of it changes what is promised.
/// </summary>
public sealed class LabSettings : IDisposable
{
    /// <summary>25 minutes of focus take 2 s; a day, for which idempotency keys hold, takes 115 s, longer than any run.</summary>
    public const double TimeScale = 750;

    private static readonly string[] Services =
        [PartNames.Identity, PartNames.Catalog, PartNames.Enrollment, PartNames.Sessions, PartNames.Progress, PartNames.Insights];

    private readonly Dictionary<string, Dictionary<string, string>> _environment = Services.ToDictionary(
        service => service, _ => new Dictionary<string, string>
        {
            // A message whose process died is taken up after this time; the default is 5 s.
            ["Focus__Messaging__Lease"] = "00:00:01",
            ["Focus__Messaging__LeftoverInterval"] = "00:00:00.100",

            // A key whose process died is free after this time, which is longer than the gateway's deadline below; the default is 15 s.
            ["Focus__Idempotency__Lease"] = "00:00:02.500",
        });

    public LabSettings()
    {
        foreach (var service in Services)
        {
            foreach (var (variable, value) in DeathAtPoint.Environment(Points.FolderOf(service)))
            {
                _environment[service][variable] = value;
            }
        }

        // Users of the laboratory need no strong passwords.
        _environment[PartNames.Identity]["Identity__PasswordIterations"] = "1";
        _environment[PartNames.Gateway] = new()
        {
            ["Gateway__DeadlineSeconds"] = "2",
            ["Gateway__RateLimits__PerAddress"] = "0",
            ["Gateway__RateLimits__PerUser"] = "0",
        };
    }

    /// <summary>Where the system's programs lie; null for those that were built with the tests.</summary>
    public static string? BinFolder =>
        System.Environment.GetEnvironmentVariable("FOCUS_FAULT_BIN") is { Length: > 0 } folder ? folder : null;

    /// <summary>How many of each service there are, if FOCUS_TEST_REPLICAS names more than one, e.g. sessions=2,progress=3.</summary>
    public static string Replicas { get; } = System.Environment.GetEnvironmentVariable("FOCUS_TEST_REPLICAS") ?? "";

    /// <summary>The points at which services can be made to die.</summary>
    public ArmedPoints Points { get; } = new();

    /// <summary>The variables of each part. They are read at each start, so that a test may change them before one.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Environment =>
        _environment.ToDictionary(part => part.Key, IReadOnlyDictionary<string, string> (part) => part.Value);

    /// <summary>Sets or, by null, takes away a variable of a part from its next start on.</summary>
    public void Set(string part, string variable, string? value)
    {
        if (value is null)
        {
            _environment[part].Remove(variable);
        }
        else
        {
            _environment[part][variable] = value;
        }
    }

    public void Dispose() => Points.Dispose();

    /// <summary>
    /// Copies what the parts wrote to the folder that FOCUS_FAULT_LOGS names, for whoever looks for the cause of a fault.
    /// </summary>
    public static void KeepLogs(string folder)
    {
        if (System.Environment.GetEnvironmentVariable("FOCUS_FAULT_LOGS") is not { Length: > 0 } target)
        {
            return;
        }

        Directory.CreateDirectory(target);
        foreach (var file in Directory.EnumerateFiles(folder))
        {
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)), overwrite: true);
        }
    }

    /// <summary>FOCUS_FAULT_SEED, or another one in each run, so that many short runs see what a long one sees.</summary>
    public static int Seed { get; } = Size("FOCUS_FAULT_SEED", Random.Shared.Next(1, 1_000));

    /// <summary>A size from the environment.</summary>
    public static int Size(string variable, int ofCi) =>
        int.TryParse(System.Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            ? size
            : ofCi;
}
