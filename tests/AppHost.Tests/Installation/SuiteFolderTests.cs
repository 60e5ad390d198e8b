using FocusSuite.AppHost.Servers;
using FocusSuite.AppHost.Suite;
using FocusSuite.AppHost.Tests.Support;
using Microsoft.Extensions.Configuration;
using Shouldly;
using Xunit;

namespace FocusSuite.AppHost.Tests.Installation;

public sealed class SuiteFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ServiceKey_SecondTime_IsTheSameAndReadableByTheOwnerOnly()
    {
        string key, password;
        using (var first = SuiteFolder.Open(_folder.Path))
        {
            (key, password) = (first.ServiceKey, first.KeyFor("role:focus_a"));
            first.KeyFor("role:focus_b").ShouldNotBe(password);
        }

        using var second = SuiteFolder.Open(_folder.Path);
        (second.ServiceKey, second.KeyFor("role:focus_a")).ShouldBe((key, password));
        Convert.FromBase64String(key).Length.ShouldBeGreaterThanOrEqualTo(32);
        File.GetUnixFileMode(_folder.File("service-key")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public void Open_WhileHeld_SaysThatASystemRuns()
    {
        using (SuiteFolder.Open(_folder.Path))
        {
            Should.Throw<SetupException>(() => SuiteFolder.Open(_folder.Path)).Message.ShouldContain("already runs");
        }

        SuiteFolder.Open(_folder.Path).Dispose();
    }

    [Fact]
    public void PortFor_FreePort_IsKeptForTheNextRun()
    {
        using var folder = SuiteFolder.Open(_folder.Path);
        var port = folder.PortFor("identity/grpc");

        folder.PortFor("catalog/grpc").ShouldNotBe(port);
        File.ReadAllText(_folder.File("ports.json")).ShouldContain($"\"identity/grpc\":{port}");
    }

    [Fact]
    public void PortFor_FileHalfWritten_GivesOthers()
    {
        File.WriteAllText(_folder.File("ports.json"), "{\"identity/");
        using var folder = SuiteFolder.Open(_folder.Path);

        folder.PortFor("identity/grpc").ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData("mongodb://127.0.0.1:27017", "mongodb://127.0.0.1:27017/focus_sessions")]
    [InlineData("mongodb://a:1,b:2/other?replicaSet=rs0", "mongodb://a:1,b:2/focus_sessions?replicaSet=rs0")]
    [InlineData("mongodb://me:secret@a:1/", "mongodb://me:secret@a:1/focus_sessions?authSource=admin")]
    [InlineData("mongodb://me:secret@a:1/mine?w=1", "mongodb://me:secret@a:1/focus_sessions?authSource=mine&w=1")]
    [InlineData("mongodb+srv://me:secret@a/?authSource=x", "mongodb+srv://me:secret@a/focus_sessions?authSource=x")]
    public void WithDatabase_AnyAddress_ChangesTheDatabaseAndNotWhoSignsInWhere(string address, string expected) =>
        MongoAddress.WithDatabase(address, "focus_sessions").ShouldBe(expected);

    [Theory]
    [InlineData("--postgres nonsense", "Host=")]
    [InlineData("--rabbitmq localhost:5672", "amqp://")]
    [InlineData("--mongodb localhost:27017", "mongodb://")]
    [InlineData("--time-scale 0", "from 0.01 to 100000")]
    [InlineData("--port 70000", "from 1 to 65535")]
    [InlineData("--port eight", "eight")]
    [InlineData("--nonsense", "./focus --help")]
    public void Options_ThatCannotBe_SayWhatToWriteInstead(string line, string expected) =>
        Should.Throw<SetupException>(() => Read(line)).Message.ShouldContain(expected);

    [Theory]
    [InlineData("sessions=0")]
    [InlineData("sessions=11")]
    [InlineData("sessions")]
    public void Replicas_ThatCannotBe_SayWhatToWriteInstead(string replicas) =>
        Should.Throw<SetupException>(() => Read($"--replicas {replicas}")).Message.ShouldContain("sessions=2,progress=3");

    [Fact]
    public void Options_AllOfThem_AreRead()
    {
        var options = Read("--time-scale 60 --replicas=sessions=2,progress=3 --port 9000 --metrics --fresh --no-dashboard --containers");

        (options.TimeScale, options.Port, options.Metrics, options.Fresh, options.NoDashboard, options.Containers)
            .ShouldBe((60, 9000, true, true, true, true));
        options.ReadReplicas().ShouldBe(new Dictionary<string, int> { ["sessions"] = 2, ["progress"] = 3 });
    }

    private static SuiteOptions Read(string line) =>
        SuiteOptions.Read(new ConfigurationBuilder().AddCommandLine(SuiteOptions.ToConfiguration(line.Split(' '))).Build());
}
