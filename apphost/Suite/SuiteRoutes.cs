namespace FocusSuite.AppHost.Suite;

/// <summary>
/// For tests: gives the port at which a part is told to find another one in place of that one's own, say a proxy's. Of the flow that starts
/// a system.
/// </summary>
internal static class SuiteRoutes
{
    private static readonly AsyncLocal<Func<string, string, int, int>?> Current = new();

    /// <summary>The route of the system that is put together here; it is asked with both names and the port.</summary>
    public static Func<string, string, int, int> Taken => Current.Value ?? ((_, _, port) => port);

    /// <summary>Lets the systems that are put together in this flow take a route until it is disposed of.</summary>
    public static IDisposable Use(Func<string, string, int, int>? route)
    {
        Current.Value = route;
        return new End();
    }

    private sealed class End : IDisposable
    {
        public void Dispose() => Current.Value = null;
    }
}
