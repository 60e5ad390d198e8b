namespace FocusSuite.Faults.Tests.Linearizability;

/// <summary>
/// Whether a history can be explained by its operations having acted one at a time, each somewhere between its call and its answer (Wing
/// and Gong's search, with Lowe's memory of what was tried): (1) take an operation whose call comes before every answer that is left; (2)
/// if the object's rules would have answered as it was answered, take it out and go on with the rest; (3) when an answer stands first, take
/// back the last choice; (4) states that were reached by the same set of operations before are not tried again.
/// </summary>
public sealed class Checker<TState, TCall, TResult>(Func<TState, TCall, (TState State, TResult Result)> rules)
    where TState : notnull
{
    /// <summary>Searches for an order.</summary>
    /// <param name="initial">The object's state before the history.</param>
    /// <param name="history">The operations, in any order.</param>
    /// <returns>True when there is one.</returns>
    public bool IsLinearizable(TState initial, IEnumerable<HistoryEntry<TCall, TResult>> history) =>
        IsLinearizable(initial, [.. history.OrderBy(entry => entry.Began)]);

    private bool IsLinearizable(TState initial, HistoryEntry<TCall, TResult>[] history)
    {
        var events = new EventList(history.Select(entry => (entry.Began, entry.Ended)));
        var taken = new TakenSet(history.Length);
        var tried = new HashSet<(string Taken, TState State)>();
        var choices = new Stack<(int Operation, TState Before)>();
        var (state, at) = (initial, events.First);
        while (events.First != EventList.End)
        {
            if (events.IsAnswer(at))
            {
                if (!choices.TryPop(out var last))
                {
                    return false;
                }

                state = last.Before;
                taken.Remove(last.Operation);
                events.PutBack(last.Operation);
                at = events.After(events.CallOf(last.Operation));
                continue;
            }

            var operation = events.OperationOf(at);
            var (next, result) = rules(state, history[operation].Call);
            if (EqualityComparer<TResult>.Default.Equals(result, history[operation].Result) && tried.Add((taken.With(operation), next)))
            {
                choices.Push((operation, state));
                taken.Add(operation);
                events.TakeOut(operation);
                (state, at) = (next, events.First);
            }
            else
            {
                at = events.After(at);
            }
        }

        return true;
    }
}
