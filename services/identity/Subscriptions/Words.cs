using System.Collections.Frozen;
using FocusSuite.Protos.Identity.V1;
using FocusSuite.Protos.Options.V1;
using Google.Protobuf.Reflection;

namespace FocusSuite.Identity.Subscriptions;

/// <summary>The documented words of plans and statuses, as the protos declare them. The database and the events hold these.</summary>
internal static class Words
{
    private static readonly FrozenDictionary<int, string> Plans = Read(nameof(Plan));
    private static readonly FrozenDictionary<int, string> Statuses = Read(nameof(SubscriptionStatus));

    public static string Word(this Plan plan) => Plans[(int)plan];

    public static string Word(this SubscriptionStatus status) => Statuses[(int)status];

    public static bool IsWord(this Plan plan) => Plans.ContainsKey((int)plan);

    public static bool IsWord(this SubscriptionStatus status) => Statuses.ContainsKey((int)status);

    public static Plan PlanOf(string word) => (Plan)Plans.First(plan => plan.Value == word).Key;

    public static SubscriptionStatus StatusOf(string word) => (SubscriptionStatus)Statuses.First(status => status.Value == word).Key;

    private static FrozenDictionary<int, string> Read(string name) => IdentityReflection.Descriptor.FindTypeByName<EnumDescriptor>(name).Values
        .Where(value => value.Number != 0)
        .ToFrozenDictionary(value => value.Number, value => value.GetOptions().GetExtension(OptionsExtensions.JsonWord));
}
