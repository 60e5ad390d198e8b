namespace GrpcTranscoding.Benchmarks.Suite;

/// <summary>What requests have caused, less what goes on without requests.</summary>
internal sealed class Counts
{
    // Below it is what the background did by chance.
    private const double RareShare = 0.2;

    private readonly Dictionary<string, double> _statements = [];
    private double _calls;
    private double _allocated;

    public int Requests { get; private set; }

    /// <summary>Whether statements were counted at all.</summary>
    public bool HasStatements => _statements.Count > 0;

    /// <summary>SQL statements a request, without those that only begin or end a transaction.</summary>
    public double Statements => _statements.Where(one => !StatementCounter.IsTransactional(one.Key)).Sum(one => one.Value) / Requests;

    /// <summary>BEGIN, COMMIT and the like a request.</summary>
    public double Transactional => _statements.Where(one => StatementCounter.IsTransactional(one.Key)).Sum(one => one.Value) / Requests;

    /// <summary>Calls between services a request: each request itself is one call by the gateway.</summary>
    public double RemoteCalls => (_calls / Requests) - 1;

    public double AllocatedKilobytes => _allocated / Requests / 1000;

    /// <summary>The statements of a request, the most frequent first.</summary>
    public IEnumerable<(string Statement, double ARequest)> ByStatement =>
        from one in _statements
        let each = one.Value / Requests
        where each > RareShare
        orderby each descending
        select (one.Key, each);

    public void Add(int requests, IEnumerable<KeyValuePair<string, double>> statements, double calls, double allocated)
    {
        Requests += requests;
        _calls += calls;
        _allocated += allocated;
        foreach (var (statement, count) in statements)
        {
            _statements[statement] = _statements.GetValueOrDefault(statement) + count;
        }
    }
}
