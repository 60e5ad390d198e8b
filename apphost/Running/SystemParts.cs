namespace FocusSuite.AppHost.Running;

/// <summary>The parts of a running system in the order in which they were added; later ones use earlier ones.</summary>
internal sealed class SystemParts
{
    private readonly Lock _lock = new();
    private readonly List<(int Layer, SystemPart Part)> _parts = [];

    public const int Servers = 0;
    public const int Services = 1;
    public const int Gateway = 2;

    public IReadOnlyList<SystemPart> All
    {
        get
        {
            lock (_lock)
                return [.. _parts.OrderBy(entry => entry.Layer).Select(entry => entry.Part)];
        }
    }

    /// <summary>Gets every line that any part writes, with the part's name.</summary>
    public Action<string, string>? OnLine { get; set; }

    public T Add<T>(int layer, T part)
        where T : SystemPart
    {
        if (OnLine is { } onLine)
            part.Log.Written = line => onLine(part.Name, line);
        lock (_lock)
            _parts.Add((layer, part));
        return part;
    }

    /// <summary>Kills everything without waiting for anybody's turn: somebody asked a second time to stop.</summary>
    public void KillNow()
    {
        foreach (var part in All)
            part.KillNow();
    }

    public SystemPart Find(string name) => All.FirstOrDefault(part => part.Name == name)
        ?? throw new ArgumentException($"There is no part '{name}'. There are: {string.Join(", ", All.Select(part => part.Name))}.", nameof(name));

    /// <summary>Ends the users before what they use: the gateway, then the services, then the servers; within a layer all at once.</summary>
    public async Task EndAsync()
    {
        (int Layer, SystemPart Part)[] parts;
        lock (_lock)
            parts = [.. _parts];
        foreach (var layer in parts.GroupBy(entry => entry.Layer).OrderByDescending(group => group.Key))
            await Task.WhenAll(layer.Select(entry => entry.Part.DisposeAsync().AsTask())).ConfigureAwait(false);
    }
}
