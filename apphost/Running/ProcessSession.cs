using FocusSuite.AppHost.Waiting;

namespace FocusSuite.AppHost.Running;

/// <summary>
/// A process that was started as the leader of a session of its own, with all its descendants. A session is wider than a group:
/// a server that puts its workers into groups of their own still takes them along.
/// </summary>
internal static class ProcessSession
{
    private static readonly TimeSpan PoliteWait = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan KillWait = TimeSpan.FromSeconds(10);

    /// <summary>Signals every process of the session.</summary>
    public static void Signal(int leader, int signal)
    {
        // The leader by its own id too: for a moment after its start it is not yet in its own session.
        Posix.Signal(leader, signal);
        Posix.SignalGroup(leader, signal);
        foreach (var member in ProcessIdentity.ProcStat.OfSession(leader))
            Posix.Signal(member.Id, signal);
    }

    /// <summary>Ends a session whose leader was remembered by an earlier run. False when nothing of it ran any more.</summary>
    public static async Task<bool> EndAsync(ProcessIdentity leader, CancellationToken ct)
    {
        if (!leader.IsAlive)
            return EndOrphans(leader);
        Posix.Signal(leader.Id, Posix.SigCont);
        Posix.Signal(leader.Id, Posix.SigTerm);
        if (!await Poll.UntilAsync(() => !leader.IsAlive, PoliteWait, ct).ConfigureAwait(false))
            Posix.Signal(leader.Id, Posix.SigKill);
        EndOrphans(leader);
        await Poll.UntilAsync(() => !leader.IsAlive && !ProcessIdentity.ProcStat.OfSession(leader.Id).Any(), KillWait, ct).ConfigureAwait(false);
        return true;
    }

    /// <summary>Kills what is left of a session without its leader. Its id cannot belong to anybody else while a member lives.</summary>
    public static bool EndOrphans(ProcessIdentity leader)
    {
        // Another process that has the leader's id now started later; then so did its session, and nothing of ours is left.
        if (ProcessIdentity.Of(leader.Id) is { } now && now != leader)
            return false;
        var any = false;
        foreach (var member in ProcessIdentity.ProcStat.OfSession(leader.Id))
            any |= Posix.Signal(member.Id, Posix.SigKill);
        return any;
    }
}
