namespace FocusSuite.AppHost.Running;

/// <summary>How much processor time each part of a running system takes, with all processes that it started.</summary>
internal sealed class ProcessorMeter(PidFolder pids)
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

    private Dictionary<string, TimeSpan> Read()
    {
        var bySession = ProcessIdentity.ProcStat.All().ToLookup(process => process.Session);
        return pids.All().ToDictionary(
            part => part.Name,
            part => bySession[part.Process.Id].Aggregate(TimeSpan.Zero, (sum, process) => sum + process.Processor));
    }
}
