namespace FocusSuite.Load.Users;

/// <summary>One request of a user's day.</summary>
/// <param name="Name">What it is called in reports, e.g. <c>POST sessions/start</c>.</param>
/// <param name="Path">Where it goes, below <c>/api/v1/focus/</c>.</param>
/// <param name="Body">What a POST carries; null for a GET.</param>
public sealed record Step(string Name, string Path, object? Body)
{
    /// <summary>The one key of a POST and of all its repeats.</summary>
    public string Key { get; } = Guid.NewGuid().ToString("N");

    /// <summary>A read.</summary>
    /// <param name="name">Its name in reports, without ids.</param>
    /// <param name="path">Where it goes.</param>
    /// <returns>The step.</returns>
    public static Step Get(string name, string path) => new($"GET {name}", path, null);

    /// <summary>A write.</summary>
    /// <param name="name">Its name in reports and its path.</param>
    /// <param name="body">What it carries.</param>
    /// <returns>The step.</returns>
    public static Step Post(string name, object body) => new($"POST {name}", name + "/", body);
}
