using System.CommandLine;
using FocusSuite.AppHost.Accounts;
using FocusSuite.AppHost.Dashboard;
using FocusSuite.AppHost.Installation;
using FocusSuite.AppHost.Progress;
using FocusSuite.AppHost.Running;
using FocusSuite.AppHost.Topology;

namespace FocusSuite.AppHost.Commands;

/// <summary>./focus up: starts everything, stays with it, and stops everything however it ends.</summary>
internal sealed class UpCommand(FocusFolder folder, UpOptions options, TextWriter output)
{
    private const int Interrupted = 130;

    private readonly SystemParts _parts = new();
    private readonly DashboardSetup _dashboard = new(new DashboardTool(folder.In("tools")), output);
    private readonly TaskCompletionSource<PartFailedException> _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static Command Describe()
    {
        var set = new UpOptionSet();
        var command = new Command("up", "Start the whole system and stay with it until Ctrl-C");
        foreach (var option in set.All)
            command.Options.Add(option);
        command.SetAction(async (result, _) =>
        {
            var options = set.Read(result);
            options = options with { Servers = options.Servers.Validated() };
            var folder = FocusFolder.Find();
            return options.Detach && !DetachedStart.IsTheChild
                ? await new DetachedStart(folder).RunAsync().ConfigureAwait(false)
                : await new UpCommand(folder, options, Console.Out).RunAsync().ConfigureAwait(false);
        });
        return command;
    }

    private async Task<int> RunAsync()
    {
        using var held = RunLock.TryTake(folder.LockFile) ?? throw AlreadyRunning(folder);
        using var signals = new StopSignals(again: _parts.KillNow);
        var state = new RunState { Process = ProcessIdentity.Own(), StartedAt = TimeProvider.System.GetUtcNow() };
        state.Save(folder.RunFile);
        try
        {
            await RunAsync(state, signals.Stop).ConfigureAwait(false);
            return 0;
        }
        catch (OperationCanceledException) when (signals.Stop.IsCancellationRequested)
        {
            await output.WriteLineAsync("Stopped before it was ready.").ConfigureAwait(false);
            return Interrupted;
        }
        finally
        {
            File.Delete(folder.RunFile);
            File.Delete(folder.PrometheusFile);
        }
    }

    private async Task RunAsync(RunState state, CancellationToken stop)
    {
        var left = await folder.EndLeftoversAsync(stop).ConfigureAwait(false);
        if (left.Count > 0)
            await output.WriteLineAsync($"Ended what an earlier run left: {string.Join(", ", left)}.").ConfigureAwait(false);
        if (options.Fresh)
            folder.DropData();
        RequirePort(options.Port, "--port");
        RequirePort(options.GrpcPort, "--grpc-port");

        var plan = await PlanAsync(stop).ConfigureAwait(false);
        if (options.Verbose)
            _parts.OnLine = (part, line) => output.WriteLine($"[{part}] {line}");
        var system = await StartDisplay.RunAsync(output, options.Verbose, view => FocusSystem.StartAsync(plan, view, _parts, null, stop)).ConfigureAwait(false);
        await using (system.ConfigureAwait(false))
        {
            WatchParts(system);
            var dashboard = await _dashboard.StartAsync(system, plan, stop).ConfigureAwait(false);
            try
            {
                await ServeAsync(state, system, plan, dashboard?.Login, stop).ConfigureAwait(false);
            }
            finally
            {
                if (dashboard is not null)
                    await dashboard.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private async Task ServeAsync(RunState state, FocusSystem system, SystemPlan plan, Uri? dashboard, CancellationToken stop)
    {
        foreach (var account in DemoAccounts.All)
            await OperatorCall.RunAsync(() => system.PutUserAsync(account, stop)).ConfigureAwait(false);

        if (options.Metrics)
            await File.WriteAllTextAsync(folder.PrometheusFile, PrometheusFile.Text(system.MetricsTargets, folder.Root), stop).ConfigureAwait(false);

        // Who reads the welcome finds the parts; who waits for the state to be ready (a detached start) finds the welcome.
        var ready = Ready(state, system, plan) with { DashboardUrl = dashboard?.OriginalString };
        (ready with { IsReady = false }).Save(folder.RunFile);
        await output.WriteLineAsync(Welcome.Text(system, plan, folder, dashboard, DetachedStart.IsTheChild)).ConfigureAwait(false);
        ready.Save(folder.RunFile);
        await AwaitEndAsync(stop).ConfigureAwait(false);
        await output.WriteLineAsync("Stopping.").ConfigureAwait(false);
    }

    private async Task AwaitEndAsync(CancellationToken stop)
    {
        var stopped = Task.Delay(Timeout.InfiniteTimeSpan, stop);
        if (await Task.WhenAny(_failed.Task, stopped).ConfigureAwait(false) == _failed.Task)
            throw await _failed.Task.ConfigureAwait(false);
    }

    private void WatchParts(FocusSystem system)
    {
        foreach (var part in system.Parts)
        {
            part.Ended += (ended, exitCode) => _failed.TrySetResult(ended.Failure($"ended with exit code {exitCode}"));
            if (part.State == PartState.Failed)
                _failed.TrySetResult(part.Failure("ended"));
        }
    }

    private async Task<SystemPlan> PlanAsync(CancellationToken stop)
    {
        var paths = folder.Paths();
        var now = TimeProvider.System.GetUtcNow();
        var clock = ClockSetting.Load(folder.ClockFile)?.Continue(now, options.TimeScale) ?? ClockSetting.StartingAt(now, options.TimeScale);
        clock.Save(folder.ClockFile);
        var ports = new PortBook(folder.PortsFile);
        var secrets = new Secrets(folder.Path);
        int TakePort(string key)
        {
            var port = ports.Take(key);
            ports.Save();
            return port;
        }

        return new SystemPlan
        {
            Paths = paths,
            Output = BuildOutput.OfThisProgram(),
            Secrets = secrets,
            Clock = clock,
            Topology = SuiteTopology.Describe(new TopologyOptions
            {
                HttpPort = options.Port,
                GrpcPort = options.GrpcPort,
                MongoDb = options.Servers.UsesMongo,
                Metrics = options.Metrics,
                Replicas = options.Replicas,
            }),
            TakePort = TakePort,
            Dashboard = options.Dashboard ? await _dashboard.PlanAsync(secrets, TakePort, stop).ConfigureAwait(false) : null,
            Servers = options.Servers,
        };
    }

    private RunState Ready(RunState state, FocusSystem system, SystemPlan plan) => state with
    {
        IsReady = true,
        GatewayUrl = system.GatewayUrl.OriginalString,
        GatewayGrpcUrl = system.GatewayGrpcUrl.OriginalString,
        IdentityUrl = system.UrlOf(PartNames.Identity).OriginalString,
        DocumentsIn = options.Servers.DocumentsIn,
        Parts =
        [
            .. from part in system.Parts
               let metrics = system.MetricsTargets.FirstOrDefault(target => target.Part == part.Name)?.Url.OriginalString
               select new RunState.Part(part.Name, part.ProcessId, system.AddressOf(part.Name), plan.ReadinessOf(part.Name), part.LogFile, metrics),
        ],
    };

    private static SetupException AlreadyRunning(FocusFolder folder)
    {
        var state = RunState.Load(folder.RunFile);
        var where = state?.GatewayUrl is { } url ? $"at {url}" : "and is still starting";
        var who = state is null ? "" : $" (process {state.Process.Id})";
        return new SetupException($"A system already runs from here{who} {where}. See it with ./focus status, stop it with ./focus down.");
    }

    private static void RequirePort(int port, string option)
    {
        if (!FreePorts.IsFree(port))
            throw new SetupException($"Port {port} is in use. End what listens there, or choose another one: ./focus up {option} N");
    }
}
