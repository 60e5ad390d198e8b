using FocusSuite.AppHost.Installation;
using FocusSuite.AppHost.MongoDb;
using FocusSuite.AppHost.Running;
using FocusSuite.AppHost.Tests.Support;
using Shouldly;
using Xunit;

namespace FocusSuite.AppHost.Tests.Installation;

public sealed class InstallationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Secrets_SecondTime_AreTheSameAndReadableByTheOwnerOnly()
    {
        var first = new Secrets(_folder.Path);
        var second = new Secrets(_folder.Path);

        second.ServiceKey.ShouldBe(first.ServiceKey);
        Convert.FromBase64String(first.ServiceKey).Length.ShouldBeGreaterThanOrEqualTo(32);
        second.PasswordOf("focus_a").ShouldBe(first.PasswordOf("focus_a"));
        first.PasswordOf("focus_a").ShouldNotBe(first.PasswordOf("focus_b"));
        File.GetUnixFileMode(_folder.File("service-key")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public void RunLock_WhileHeld_IsNotGivenTwice()
    {
        var file = _folder.File("lock");
        using (var held = RunLock.TryTake(file))
        {
            held.ShouldNotBeNull();
            RunLock.TryTake(file).ShouldBeNull();
            RunLock.IsHeld(file).ShouldBeTrue();
        }

        RunLock.IsHeld(file).ShouldBeFalse();
    }

    [Fact]
    public void PortBook_FreePort_IsKeptOverRuns()
    {
        var first = new PortBook(_folder.File("ports.json"));
        var port = first.Take("identity/grpc");
        first.Take("catalog/grpc").ShouldNotBe(port);
        first.Save();

        new PortBook(_folder.File("ports.json")).Take("identity/grpc").ShouldBe(port);
        File.WriteAllText(_folder.File("ports.json"), "{\"identity/");
        new PortBook(_folder.File("ports.json")).Take("identity/grpc").ShouldBeGreaterThan(0);
    }

    [Fact]
    public void DataLocation_FolderThatOtherAccountsCannotReach_IsElsewhereForRootOnly()
    {
        var closed = _folder.File("closed");
        Directory.CreateDirectory(closed, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var inside = Path.Combine(closed, ".focus");

        DataLocation.For(inside, isRoot: false).ShouldBe(inside);
        DataLocation.For(inside, isRoot: true).ShouldStartWith("/var/lib/focus-suite/");
        DataLocation.For(_folder.File(".focus"), isRoot: true).ShouldBe(_folder.File(".focus"));
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
    [InlineData("nonsense", null, null, "Host=")]
    [InlineData(null, "localhost:5672", null, "amqp://")]
    [InlineData(null, null, "localhost:27017", "mongodb://")]
    public void ServerChoice_AddressThatCannotBe_SaysHowToWriteIt(string? postgres, string? rabbitMq, string? mongoDb, string expected)
    {
        var choice = new ServerChoice { Postgres = postgres, RabbitMq = rabbitMq, MongoDb = mongoDb };
        Should.Throw<SetupException>(choice.Validated).Message.ShouldContain(expected);
    }

    [Fact]
    public void BuildOutput_ProjectThatIsNotBuilt_SaysHowToBuildIt() =>
        Should.Throw<SetupException>(() => BuildOutput.OfThisProgram(_folder.Path).AssemblyOf("FocusSuite.Nothing")).Message.ShouldContain("dotnet build FocusSuite.sln");
}
