using FocusSuite.EndToEnd.Tests.Erasure;
using FocusSuite.EndToEnd.Tests.Guarantees;
using FocusSuite.EndToEnd.Tests.Journeys;
using FocusSuite.EndToEnd.Tests.Logs;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(FocusSuite.EndToEnd.Tests.Support.LongestFirst))]

namespace FocusSuite.EndToEnd.Tests.Support;

/// <summary>
/// Those that take longest begin first: whichever came last would run alone. The logs are looked at last, when they hold what all others
/// have done.
/// </summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] First = [nameof(ErasingSystem), nameof(JourneyTests), nameof(Endings.EndingTests), nameof(BurstTests)];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(collection => PlaceOf(collection.TestCollectionDisplayName))];

    private static int PlaceOf(string name)
    {
        var place = Array.FindIndex(First, one => name.Contains(one, StringComparison.Ordinal));
        return place >= 0 ? place : name.Contains(nameof(LogTests), StringComparison.Ordinal) ? First.Length + 1 : First.Length;
    }
}
