namespace FocusSuite.AppHost.Running;

/// <summary>How much processor time and memory each part of a running system takes, with all processes that it started.</summary>
/// <param name="pids">Where the processes of its parts are remembered.</param>
internal sealed class PartMeter(params IReadOnlyList<PidFolder> pids)
{
    private Dictionary<string, TimeSpan> _began = [];

    /// <summary>Counts from now on.</summary>
    public void Begin() => _began = Read();

    /// <summary>What each part has taken since <see cref="Begin"/>; one that was started since then counts from its start.</summary>
    public IReadOnlyDictionary<string, TimeSpan> Taken()
    {
        // A part that was started anew has less than before: what its predecessor took is not known any more.
        return Read().ToDictionary(part => part.Key, part => _began.TryGetValue(part.Key, out var before) && before <= part.Value ? part.Value - before : part.Value);
    }

    /// <summary>The memory of each part now, in bytes; what its processes share, as PostgreSQL's do, counts once where the system says so.</summary>
    public IReadOnlyDictionary<string, long> Resident() => Read(processes => processes.Sum(process => ProcessMemory.Proportional(process.Id) ?? process.ResidentBytes));

    private Dictionary<string, TimeSpan> Read() => Read(processes => processes.Aggregate(TimeSpan.Zero, (sum, process) => sum + process.Processor));

    private Dictionary<string, T> Read<T>(Func<IEnumerable<ProcessIdentity.ProcStat>, T> sum)
    {
        var all = ProcessIdentity.ProcStat.All().ToList();
        var (bySession, byParent) = (all.ToLookup(process => process.Session), all.ToLookup(process => process.Parent));

        // PostgreSQL gives each of its processes a session of its own.
        return pids.SelectMany(folder => folder.All()).ToDictionary(
            part => part.Name,
            part => sum(bySession[part.Process.Id].Concat(byParent[part.Process.Id].Where(child => child.Session != part.Process.Id))));
    }
}
