namespace FocusSuite.Faults.Tests.Laboratory;

/// <summary>Arms the pipeline points of services: the next process of a service that passes an armed point dies there.</summary>
public sealed class ArmedPoints : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("focus-points-");

    /// <summary>Where a service looks for its armed points.</summary>
    public string FolderOf(string service) => Directory.CreateDirectory(Path.Combine(_root.FullName, service)).FullName;

    public void Arm(string service, string point)
    {
        File.Delete(Passed(service, point));
        File.WriteAllText(Armed(service, point), "");
    }

    /// <summary>Takes the trap away.</summary>
    /// <returns>True when somebody died in it.</returns>
    public bool Disarm(string service, string point)
    {
        File.Delete(Armed(service, point));
        return File.Exists(Passed(service, point));
    }

    public void Dispose() => _root.Delete(recursive: true);

    private string Armed(string service, string point) => Path.Combine(FolderOf(service), point);

    private string Passed(string service, string point) => Armed(service, point) + ".passed";
}
