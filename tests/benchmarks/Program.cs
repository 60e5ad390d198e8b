using System.Globalization;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using GrpcTranscoding.Benchmarks.Codec;
using GrpcTranscoding.Benchmarks.Gateway;
using GrpcTranscoding.Benchmarks.Growth;
using GrpcTranscoding.Benchmarks.Streams;
using GrpcTranscoding.Benchmarks.Suite;
using Perfolizer.Horology;

// Without arguments the comparisons of the codec and the gateway. The whole system takes its own time and is asked for by name.
switch (args)
{
    case ["serve", FloorRoles.Gateway or FloorRoles.Service, var port, var service]:
        await FloorRoles.ServeAsync(
            args[1], int.Parse(port, CultureInfo.InvariantCulture), int.Parse(service, CultureInfo.InvariantCulture));
        break;
    case ["serve", var role, var port, var other]:
        await Roles.ServeAsync(role, int.Parse(port, CultureInfo.InvariantCulture), int.Parse(other, CultureInfo.InvariantCulture));
        break;
    case ["system", .. var options]:
        return await SystemBenchmark.RunAsync(options);
    case ["streams", .. var options]:
        return await StreamBenchmark.RunAsync(options);
    case ["growth", .. var options]:
        return await GrowthBenchmark.RunAsync(options);
    case ["gateway"]:
        await GatewayComparison.FromEnvironment().RunAsync();
        break;
    case ["codec", .. var filter]:
        RunCodec(filter);
        break;
    case []:
        RunCodec([]);
        await GatewayComparison.FromEnvironment().RunAsync();
        break;
    default:
        await Console.Error.WriteLineAsync(
            "Say nothing for codec and gateway, 'codec [BenchmarkDotNet arguments]', 'gateway', 'system', 'streams' or 'growth' (these with '--smoke', too).");
        return 1;
}

return 0;

// In this process: the comparison is between rivals in one run, and no second build is needed.
static void RunCodec(string[] arguments)
{
    var job = Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithIterationTime(TimeInterval.FromMilliseconds(250))
        .WithWarmupCount(6)
        .WithIterationCount(15);
    BenchmarkSwitcher.FromTypes([typeof(WritingBenchmarks), typeof(ReadingBenchmarks)])
        .Run(arguments.Length == 0 ? ["--filter", "*"] : arguments, DefaultConfig.Instance.AddJob(job));
}
