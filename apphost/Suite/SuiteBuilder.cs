using System.Globalization;
using FocusSuite.AppHost.Servers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FocusSuite.AppHost.Suite;

/// <summary>Puts the system together, in Aspire's words and with what this machine has.</summary>
internal sealed class SuiteBuilder
{
    private readonly IDistributedApplicationBuilder _builder;
    private readonly SuiteOptions _options;
    private readonly SuiteFolder _folder;
    private readonly SuiteClock _clock;
    private readonly List<ServiceBuilder> _services = [];

    private SuiteBuilder(IDistributedApplicationBuilder builder)
    {
        _builder = builder;
        _options = SuiteOptions.Read(builder.Configuration);
        var home = Path.Combine(SuiteFolder.RootOf(builder.AppHostDirectory), ".focus");
        _folder = SuiteFolder.Open(_options.Folder ?? home);
        builder.Services.AddSingleton(_ => _folder);
        builder.AddOrchestratorCertificate(home);
        if (_options.Fresh)
        {
            _folder.DropData("postgres", "rabbitmq", "mongodb");
            _folder.DropClock();
        }

        _clock = _folder.ClockAt(_options.TimeScale);
        builder.Services.AddSingleton(_clock);

        // What a person at the terminal needs to know, the system says itself.
        builder.Services.AddLogging(logging => logging.AddFilter("Aspire.Hosting", LogLevel.Warning).AddFilter("Microsoft", LogLevel.Warning)
            .AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None));
        if (!_options.NoDashboard)
        {
            UseDashboard();
        }

        builder.AddParameter("time-scale", _clock.ScaleText).WithDescription("Suite seconds a real second");
        if (_options.Replicas.Length > 0)
        {
            builder.AddParameter("replicas", _options.Replicas).WithDescription("More than one replica of services");
        }
    }

    /// <summary>Begins a system with this command line, see <see cref="SuiteOptions"/>.</summary>
    public static SuiteBuilder Create(string[] args)
    {
        AppDomain.CurrentDomain.UnhandledException += (_, unhandled) =>
        {
            if (unhandled.ExceptionObject is SetupException setup)
            {
                Console.Error.WriteLine(setup.Message);
                Environment.Exit(1);
            }
        };
        return new SuiteBuilder(DistributedApplication.CreateBuilder(new DistributedApplicationOptions
        {
            Args = SuiteOptions.ToConfiguration(args),
            AllowUnsecuredTransport = true,
            DisableDashboard = args.Contains("--no-dashboard"),
        }));
    }

    /// <summary>PostgreSQL: the given server, this machine's own, or a container.</summary>
    public PostgresServer AddPostgres(string name)
    {
        IResourceBuilder<IResourceWithConnectionString> resource;
        if (_options.Postgres is { } given)
        {
            Say("PostgreSQL: the given server");
            resource = _builder.AddConnectionString(name, ReferenceExpression.Create($"{given}"));
        }
        else if (_options.Containers)
        {
            Say("PostgreSQL: a container");
            resource = _builder.AddPostgres(name).WithDataVolume()
                .WithArgs("-c", string.Create(CultureInfo.InvariantCulture, $"max_connections={Databases.MaxConnections}"));
        }
        else
        {
            Require(LocalPostgres.IsInstalled, "PostgreSQL", "postgresql", "--postgres", "FOCUS_POSTGRES");
            Say("PostgreSQL: this machine's, with data of our own");
            resource = _builder.AddLocalPostgres(name, _folder.DataOf(name), PortOf(name, "tcp"), durable: !_options.Quick).WithDropCommand(_folder, Identity);
        }

        var databases = new Databases(resource.Resource.GetConnectionStringAsync, role => _folder.KeyFor("role:" + role));
        resource.WithPollingCheck(name + "-databases", databases.ProblemAsync);
        return new PostgresServer(resource, databases);
    }

    /// <summary>RabbitMQ: the given broker, this machine's own, or a container.</summary>
    public IResourceBuilder<IResourceWithConnectionString> AddRabbitMq(string name)
    {
        if (_options.RabbitMq is { } given)
        {
            Say("RabbitMQ: the given broker");
            return _builder.AddConnectionString(name, ReferenceExpression.Create($"{given}"));
        }

        if (_options.Containers)
        {
            Say("RabbitMQ: a container");
            return _builder.AddRabbitMQ(name).WithDataVolume();
        }

        Require(LocalRabbitMq.IsInstalled, "RabbitMQ", "rabbitmq-server", "--rabbitmq", "FOCUS_RABBITMQ");
        Say("RabbitMQ: this machine's, with queues of our own");
        if (LocalRabbitMq.Version.Major > 3)
        {
            Say($"RabbitMQ {LocalRabbitMq.Version} was never tried, and drops what was returned 20 times: set the policy of docs/operations/deploy.md.");
        }

        return _builder.AddLocalRabbitMq(name, _folder.DataOf(name), PortOf(name, "tcp"), key => PortOf(name, key)).WithDropCommand(_folder, Identity);
    }

    /// <summary>MongoDB: the given server, this machine's own, or a container; null for documents in PostgreSQL.</summary>
    public IResourceBuilder<IResourceWithConnectionString>? AddMongoDb(string name)
    {
        if (_options.MongoDb is { } given)
        {
            Say("documents: MongoDB, the given server");
            return _builder.AddConnectionString(name, ReferenceExpression.Create($"{given}"));
        }

        if (_options.Containers)
        {
            Say("documents: MongoDB, a container");
            return _builder.AddMongoDbContainer(name);
        }

        if (LocalMongoDb.Program is { } program)
        {
            Say("documents: MongoDB, this machine's, with data of our own");
            return _builder.AddLocalMongoDb(name, program, _folder.DataOf(name), PortOf(name, "tcp")).WithDropCommand(_folder, Identity);
        }

        Say("documents: PostgreSQL (jsonb); no MongoDB was given, and there is no mongod on the PATH");
        return null;
    }

    /// <summary>A service, with as many replicas as were asked for; further ones are called, say, sessions-2.</summary>
    public ServiceBuilder AddService<TProject>(string name)
        where TProject : IProjectMetadata, new()
    {
        var replicas = Enumerable.Range(1, _options.ReadReplicas().GetValueOrDefault(name, 1)).Select(number => number == 1 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}-{number}"))
            .Select(replica => AddPart<TProject>(replica, ("grpc", null)))
            .ToList();
        var service = new ServiceBuilder(name, replicas);
        foreach (var replica in replicas)
        {
            replica.WithGrpcCheck("grpc").WithEnvironment(context =>
            {
                var environment = context.EnvironmentVariables;
                environment["Focus__Auth__Authority"] = service.AddressFor(replica, Find("identity"));
                environment["Focus__Auth__ServiceKey"] = _folder.ServiceKey;
                environment["Focus__Migrate"] = "true";

                // Services start beside the broker, which takes longest.
                environment["Focus__WarmUp__Timeout"] = "00:00:30";
                if (replicas.Count > 1)
                {
                    // Longer than callers wait between two tries to reach a replica that has come back.
                    environment["Focus__Drain__Lasts"] = "00:00:01";
                }
            });
        }

        _services.Add(service);
        return service;
    }

    /// <summary>The gateway.</summary>
    public GatewayBuilder AddGateway<TProject>(string name)
        where TProject : IProjectMetadata, new()
    {
        var http = _options.Port == 0 ? PortOf(name, "http") : _options.Port;
        var grpc = _options.GrpcPort ?? (_options.Port == 0 ? PortOf(name, "grpc") : http + 1);
        RequireFree(http, "--port");
        RequireFree(grpc, "--grpc-port");
        var gateway = AddPart<TProject>(name, ("http", http), ("grpc", grpc))
            .WithHttpCheck("http", "/health/ready")
            .WithUrlForEndpoint("http", url => url.DisplayText = "web client and JSON")
            .WithUrlForEndpoint("grpc", url => url.DisplayText = "gRPC")
            .WithUrlForEndpoint("http", endpoint => new() { Url = "/docs", DisplayText = "API document", Endpoint = endpoint })
            .WithEnvironment("Gateway__WebFolder", Path.Combine(WebFolder, "dist"))
            .WithUserCommand(Identity);
        if (_options.Metrics)
        {
            // Where the command of the welcome has it.
            gateway.WithUrl("http://127.0.0.1:9090", "Prometheus");
        }

        return new GatewayBuilder(gateway);
    }

    /// <summary>Where --web-dev asks for it: the web client from its sources, which sends calls of the API to the gateway.</summary>
    public void AddWebDev(string name, GatewayBuilder gateway)
    {
        if (_options.WebDev)
        {
            var npm = Programs.Find("npm") ?? throw new SetupException("--web-dev needs npm. Install Node.js 20.19 or later with npm, and put it on the PATH.");
            var port = PortOf(name, "http");
            _builder.AddExecutable(name, npm, WebFolder, "run", "dev")
                .WithEndpoint(port: port, targetPort: port, scheme: "http", name: "http", env: "PORT", isProxied: false)
                .WithEnvironment("FOCUS_GATEWAY", gateway.Http)
                .WithUrlForEndpoint("http", url => url.Url = "/app/")
                .WithHttpCheck("http", "/app/");
        }
    }

    /// <summary>Runs the system until it is stopped.</summary>
    /// <returns>The exit code: 1 when a part did not start.</returns>
    public async Task<int> RunAsync()
    {
        if (_options.ReadReplicas().Keys.FirstOrDefault(name => _services.All(service => service.Name != name)) is { } unknown)
        {
            throw new SetupException($"--replicas names {unknown}, which is no service: write one of {string.Join(", ", _services.Select(service => service.Name))}.");
        }

        if (!_options.Quiet)
        {
            _builder.Services.AddHostedService(CreateWelcome);
        }

        await using var application = _builder.Build();
        await application.RunAsync();
        return Environment.ExitCode;
    }

    private string WebFolder => Path.Combine(SuiteFolder.RootOf(_builder.AppHostDirectory), "web");

    private static void Require(bool isInstalled, string what, string package, string option, string variable)
    {
        if (!isInstalled)
        {
            throw new SetupException(
                $"{what} was not found. ./focus up installs it; by hand: apt-get install {package}. Or give a server with {option} or {variable}, or say --containers.");
        }
    }

    private static void RequireFree(int port, string option)
    {
        if (!SuiteFolder.IsFree(port))
        {
            throw new SetupException($"Port {port} is in use. End what listens there, or choose another one: {option} N");
        }
    }

    private Welcome CreateWelcome(IServiceProvider services) =>
        ActivatorUtilities.CreateInstance<Welcome>(services, _options, _services.First(service => service.Name == "identity"));

    private void Say(string line)
    {
        if (!_options.Quiet)
        {
            Console.WriteLine(line);
        }
    }

    private IResourceBuilder<ISuitePart> Find(string service) => _services.First(one => one.Name == service).Replicas[0];

    private IdentityClient Identity() => new(new Uri(Find("identity").GetEndpoint("grpc").Url), _folder.ServiceKey);

    private int PortOf(string part, string endpoint) => _folder.PortFor($"{part}/{endpoint}");

    // Outside of an IDE Aspire starts a project by "dotnet run", which costs more than the programs themselves (docs/performance.md).
    private IResourceBuilder<ISuitePart> AddProgram<TProject>(string name)
        where TProject : IProjectMetadata, new()
    {
        if (_builder.Configuration["DEBUG_SESSION_PORT"] is { Length: > 0 })
        {
            return _builder.AddResource(new ProjectPart(name)).WithAnnotation(new TProject());
        }

        var assembly = BuildOutput.AssemblyOf(new TProject(), _options.Bin);
        return _builder.AddResource(new ProgramPart(name, Path.GetDirectoryName(assembly)!)).WithArgs(assembly);
    }

    private IResourceBuilder<ISuitePart> AddPart<TProject>(string name, params (string Name, int? Port)[] endpoints)
        where TProject : IProjectMetadata, new()
    {
        var part = AddProgram<TProject>(name).WithKillCommand();
        if (!_options.NoDashboard)
        {
            part.WithOtlpExporter(OtlpProtocol.Grpc);
        }

        IEnumerable<(string Name, int? Port)> all = _options.Metrics ? [.. endpoints, ("metrics", null)] : endpoints;
        foreach (var (endpoint, given) in all)
        {
            var port = given ?? PortOf(name, endpoint);
            part.WithEndpoint(port: port, targetPort: port, scheme: "http", name: endpoint, isProxied: false);
            part.WithEnvironment(
                $"Kestrel__Endpoints__{(endpoint == "http" ? "Json" : char.ToUpperInvariant(endpoint[0]) + endpoint[1..])}__Url",
                string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));
        }

        return part.WithEnvironment(context =>
        {
            var environment = context.EnvironmentVariables;
            environment["DOTNET_ENVIRONMENT"] = environment["ASPNETCORE_ENVIRONMENT"] = "Development";
            environment["Kestrel__Endpoints__Grpc__Protocols"] = "Http2";
            environment["Focus__Clock__Scale"] = _clock.ScaleText;
            environment["Focus__Clock__Origin"] = _clock.OriginText;

            // Would move a service away from the address that we tell it.
            environment["ASPNETCORE_URLS"] = "";

            // Seven programs start at once on few cores: no heap a core, no instrumented code (who measures sets it), and hot code is
            // compiled for speed once 1.3 s (hexadecimal, as the runtime reads it) brought nothing new (docs/performance.md).
            environment["DOTNET_gcServer"] = "0";
            environment["DOTNET_TieredPGO"] = Environment.GetEnvironmentVariable("DOTNET_TieredPGO") ?? "0";
            environment["DOTNET_TC_CallCountingDelayMs"] = "500";
        });
    }

    /// <summary>The dashboard on plain HTTP at a port that stays the same. What the environment says goes first.</summary>
    private void UseDashboard()
    {
        foreach (var (key, endpoint) in new[]
                 {
                     ("ASPNETCORE_URLS", "dashboard/http"), ("ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL", "dashboard/otlp"), ("ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL", "dashboard/resources"),
                 })
        {
            if (_builder.Configuration[key] is null or "")
            {
                _builder.Configuration[key] = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_folder.PortFor(endpoint)}");
            }
        }
    }
}
