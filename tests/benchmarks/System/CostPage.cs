using System.Globalization;
using System.Text;

namespace GrpcTranscoding.Benchmarks.Suite;

/// <summary>A run as a page of Markdown.</summary>
internal sealed class CostPage
{
    private static readonly string[] Parts =
        ["gateway", "identity", "catalog", "enrollment", "sessions", "progress", "insights", "postgres", "rabbitmq", "rabbitmq-epmd"];

    private static readonly string[] FloorParts = ["gateway", "service", "peer", "postgres"];

    private readonly CostResults _results;
    private readonly StringBuilder _text = new();

    private CostPage(CostResults results) => _results = results;

    public static string Of(CostResults results)
    {
        CostPage page = new(results);
        page.WriteHead();
        page.WriteTargets();
        page.WriteReads();
        page.WriteWrites();
        page.WriteCosts();
        page.WriteCounts();
        page.WriteStatements();
        page.WriteLeftOut();
        return page._text.ToString();
    }

    private void WriteHead()
    {
        var size = _results.Size;
        Write($"""
            # What a request costs

            <!-- Measured. Do not edit this page; write it anew, which takes about half an hour, with nothing built meanwhile:
                 dotnet run -c Release --project tests/benchmarks -- system -->

            Measured on {DateTime.UtcNow:yyyy-MM-dd} on a machine with {Environment.ProcessorCount} cores. The client ran on the same
            cores. Rounds: {size.Rounds}. Interval: {size.Interval.TotalSeconds} s. The figures are medians of the rounds.

            *The system* is the suite as `./focus up --no-dashboard` runs it, but with `TieredPGO`, as an installation has it: one
            process of each service, PostgreSQL with commits that survive a power failure, RabbitMQ. All documents lie in
            PostgreSQL.

            *The floor* is the least that the same answers can cost: the transcoder alone in one process, and behind it one gRPC
            service that looks at no token. It runs one prepared statement on the same rows in the same server, and gives the same
            bytes. Details and history take a call to a second service, which runs one statement, too. For a write the service
            runs one transaction: it changes one row and adds one row to an outbox; it calls nobody, and nothing follows. The
            processes have the runtime's settings of the real ones. System and floor take turns within each round.

            """);
    }

    private void WriteTargets()
    {
        Write("""
            ## Targets

            | what | wanted | measured | met |
            | --- | ---: | ---: | :-: |
            """);
        foreach (var target in CostTargets.Of(_results))
        {
            Write(target.Row);
        }

        Write("");
    }

    private void WriteReads()
    {
        Write("""
            ## Reads

            Requests a second of one user in a closed loop over HTTP/1.1: each connection asks again when it has its answer.

            | read | connections | system | floor | system / floor | system p50 | system p99 | floor p50 |
            | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
            """);
        foreach (var read in _results.Reads)
        {
            foreach (var connections in _results.Size.Connections)
            {
                var pair = _results.ReadPairs[(read.Name, connections)];
                Write($"| {read.Name} | {connections} | {pair.SystemRate:N0}/s | {pair.FloorRate:N0}/s | {pair.Share:0.00} "
                    + $"| {Latency(pair.System, read.Name, 0.5)} | {Latency(pair.System, read.Name, 0.99)} "
                    + $"| {Latency(pair.Floor, read.Name, 0.5)} |");
            }
        }

        Write($"""

            What a user waits at half of the system's rate at {_results.Size.CostConnections} connections. Requests come at a steady
            rate, whether the answers come or not.

            | read | requests/s | p50 | p99 | refused |
            | --- | ---: | ---: | ---: | ---: |
            """);
        foreach (var read in _results.Reads)
        {
            var half = _results.HalfLoads[read.Name];
            Write($"| {read.Name} | {half.Rate:N0} | {half.Median:0.0} ms | {half.P99:0.0} ms | {half.Refused} |");
        }

        Write("");
    }

    private void WriteWrites()
    {
        Write($"""
            ## Writes

            {_results.Size.Writers} users at once, each with one request at a time and without an `Idempotency-Key`. The rates are
            requests a second, so that two requests of a cycle count twice. *Until visible*: an interval ends when a program's
            details show every completed session. A sign-in has no target, and at most four users at once: its hash is slow on
            purpose.

            | write | cycles | requests | floor | requests / floor | p50 | p99 |
            | --- | ---: | ---: | ---: | ---: | --- | --- |
            """);
        foreach (var write in _results.Writes)
        {
            var pair = _results.WritePairs[write.Name];
            string Latencies(double share) => string.Join(", ", write.Steps.Select(step => Latency(pair.System, step.Name, share)));
            Write($"| {write.Name} | {pair.SystemRate / write.Steps.Count:N0}/s | {pair.SystemRate:N0}/s | {pair.FloorRate:N0}/s "
                + $"| {pair.Share:0.00} | {Latencies(0.5)} | {Latencies(0.99)} |");
        }

        Write("");
    }

    private void WriteCosts()
    {
        Write($"""
            ## Processor time by part

            Milliseconds of a core for one request, for a write's cycle of two requests for both. Reads with
            {_results.Size.CostConnections} connections. A part counts with all its processes. The counters have steps of 10 ms, and
            the work that a part does without requests counts, too.

            | request | {string.Join(" | ", Parts)} | system | floor | system / floor |
            | --- | {string.Join(" | ", Parts.Select(_ => "---:"))} | ---: | ---: | ---: |
            """);
        foreach (var read in _results.Reads)
        {
            WriteCost(read.Name, _results.ReadPairs[(read.Name, _results.Size.CostConnections)], 1);
        }

        foreach (var write in _results.Writes)
        {
            WriteCost(write.Name, _results.WritePairs[write.Name], write.Steps.Count);
        }

        Write($"""

            The floor by its parts, for one request. The client is this benchmark itself.

            | request | {string.Join(" | ", FloorParts)} | client at the system | client at the floor |
            | --- | {string.Join(" | ", FloorParts.Select(_ => "---:"))} | ---: | ---: |
            """);
        foreach (var read in _results.Reads)
        {
            WriteFloorCost(read.Name, _results.ReadPairs[(read.Name, _results.Size.CostConnections)]);
        }

        WriteFloorCost("write", _results.WritePairs[_results.Writes[0].Name]);
        Write("");
    }

    private void WriteCost(string name, Pair pair, int requests)
    {
        var costs = Parts.Select(part => Pair.Cost(pair.System, part) * requests).ToList();
        var floor = FloorParts.Sum(part => Pair.Cost(pair.Floor, part)) * requests;
        Write($"| {name} | {string.Join(" | ", costs.Select(Cost))} | {Cost(costs.Sum())} | {Cost(floor)} "
            + $"| {costs.Sum() / floor:0.0} |");
    }

    private void WriteFloorCost(string name, Pair pair)
    {
        var costs = FloorParts.Select(part => Cost(Pair.Cost(pair.Floor, part)));
        Write($"| {name} | {string.Join(" | ", costs)} | {Cost(Pair.Cost(pair.System, TimingPass.Client))} "
            + $"| {Cost(Pair.Cost(pair.Floor, TimingPass.Client))} |");
    }

    private void WriteCounts()
    {
        Write("""
            ## Statements, calls, memory

            Counted in a pass of its own, with metrics and `pg_stat_statements` on, and with one request at a time. A write counts
            with its effects in other services. What the system does without requests is subtracted. *Calls* are those between
            services; the gateway's own call is not among them. *Allocated* is the sum over gateway and services, in a closed
            loop; for a write's cycle of two requests it is the mean of the two.

            | request | SQL statements | BEGIN, COMMIT, … | calls | allocated |
            | --- | ---: | ---: | ---: | ---: |
            """);
        foreach (var read in _results.Reads)
        {
            WriteCounts(read.Name, read.Name);
        }

        foreach (var (write, step) in _results.Writes.SelectMany(write => write.Steps.Select(step => (write, step)))
                     .DistinctBy(one => one.step.Name))
        {
            WriteCounts(step.Name, write.Name);
        }

        Write("");
    }

    private void WriteCounts(string name, string allocating)
    {
        var counts = _results.Counted[name];
        var (statements, transactional) =
            counts.HasStatements ? (Number(counts.Statements), Number(counts.Transactional)) : ("–", "–");
        Write($"| {name} | {statements} | {transactional} | {Number(counts.RemoteCalls)} "
            + $"| {_results.Allocated[allocating].AllocatedKilobytes:N0} kB |");
    }

    private void WriteStatements()
    {
        if (_results.Counted.Values.All(counts => !counts.HasStatements))
        {
            return;
        }

        Write("""
            ## Which statements

            How often a request runs a statement, when that is more than once in five requests.

            | request | times | database and statement |
            | --- | ---: | --- |
            """);
        foreach (var (name, counts) in _results.Counted)
        {
            foreach (var (statement, each) in counts.ByStatement)
            {
                Write($"| {name} | {each:0.00} | `{Short(statement)}` |");
            }
        }

        Write("");
    }

    private void WriteLeftOut() => Write("""
        ## Left out

        - Messages of the broker: RabbitMQ runs without its management plugin, and the suite has no counter of its own for them.
        - Statements of the floor: it runs one in each service for a read and two for a write, by construction.
        - Other machines: client, services and servers share the cores, so that the rates are not those of a cluster.
        """);

    private static string Latency(IEnumerable<LoopResult> results, string step, double share) =>
        string.Create(CultureInfo.InvariantCulture, $"{Figures.Median(results.Select(one => one.Percentile(step, share))):0.0} ms");

    private static string Cost(double milliseconds) => milliseconds.ToString("0.00", CultureInfo.InvariantCulture);

    // Nothing is asked less than never: what was subtracted is an average.
    private static string Number(double value) => Math.Max(0, value).ToString("0.0", CultureInfo.InvariantCulture);

    private static string Short(string statement)
    {
        const int Most = 140;
        var line = string.Join(' ', statement.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries))
            .Replace("|", "\\|", StringComparison.Ordinal).Replace('`', '\'');
        return line.Length <= Most ? line : line[..Most] + "…";
    }

    private void Write(string lines) => _text.Append(lines).Append('\n');
}
