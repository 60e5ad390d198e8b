using FocusSuite.AppHost.Topology;

namespace FocusSuite.AppHost.Installation;

/// <summary>What belongs to one installation and not to the description of the system: a value for each of its <see cref="EnvironmentValue.Parameter"/>s.</summary>
internal static class InstallationParameters
{
    public static IReadOnlyDictionary<string, string> Of(string serviceKey, ClockSetting clock) => new Dictionary<string, string>
    {
        [SuiteTopology.ServiceKey] = serviceKey,
        [SuiteTopology.ClockScale] = clock.ScaleText,
        [SuiteTopology.ClockOrigin] = clock.OriginText,
    };
}
