using System.Numerics;

namespace FocusSuite.Faults.Tests.Linearizability;

/// <summary>A call that marks a task of a day.</summary>
public sealed record TaskCall(int Index, bool Done);

/// <summary>The rules of a day's tasks: the answer counts those that are done.</summary>
public static class TaskRules
{
    public static (uint State, int Result) Apply(uint done, TaskCall call)
    {
        var after = call.Done ? done | (1u << call.Index) : done & ~(1u << call.Index);
        return (after, BitOperations.PopCount(after));
    }
}
