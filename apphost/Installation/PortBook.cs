using System.Text.Json;
using FocusSuite.AppHost.Running;

namespace FocusSuite.AppHost.Installation;

/// <summary>Keeps the ports of an installation the same from run to run while they are free, so that bookmarks and tools stay right.</summary>
internal sealed class PortBook(string file)
{
    private readonly Dictionary<string, int> _ports = Load(file);

    public int Take(string key)
    {
        if (!_ports.TryGetValue(key, out var port) || !FreePorts.IsFree(port))
            _ports[key] = port = FreePorts.Take();
        return port;
    }

    public void Save() => File.WriteAllText(file, JsonSerializer.Serialize(_ports));

    private static Dictionary<string, int> Load(string file)
    {
        try
        {
            return File.Exists(file) ? JsonSerializer.Deserialize<Dictionary<string, int>>(File.ReadAllText(file)) ?? [] : [];
        }
        catch (JsonException)
        {
            // Half written by a killed run: other ports will do.
            return [];
        }
    }
}
