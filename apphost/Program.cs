using FocusSuite.AppHost.Suite;

// The system as a graph: the servers, the services, the gateway; who waits for whom, who is told of whom.
var builder = SuiteBuilder.Create(args);
var postgres = builder.AddPostgres("postgres");
var rabbitmq = builder.AddRabbitMq("rabbitmq");
var mongodb = builder.AddMongoDb("mongodb");

var identity = builder.AddService<Projects.FocusSuite_Identity>("identity").Uses(postgres, rabbitmq);
var catalog = builder.AddService<Projects.FocusSuite_Catalog>("catalog").Uses(postgres, rabbitmq);
var enrollment = builder.AddService<Projects.FocusSuite_Enrollment>("enrollment").Uses(postgres, rabbitmq);
var sessions = builder.AddService<Projects.FocusSuite_Sessions>("sessions").Uses(postgres, rabbitmq, mongodb);
var progress = builder.AddService<Projects.FocusSuite_Progress>("progress").Uses(postgres, rabbitmq, mongodb);
var insights = builder.AddService<Projects.FocusSuite_Insights>("insights").Uses(postgres, rabbitmq);

// Whom a service asks; in a cluster every other way is closed (deploy/base/network.yaml). None waits for another: a peer may come later.
identity.Asks(enrollment, sessions, progress, insights);
enrollment.Asks(catalog, identity, progress);
sessions.Asks(enrollment, identity);
progress.Asks(catalog, enrollment, identity);
insights.Asks(enrollment, identity, progress, sessions);

var gateway = builder.AddGateway<Projects.FocusSuite_Gateway>("gateway")
    .Serves(identity, catalog, enrollment, sessions, progress, insights);
builder.AddWebDev("web", gateway);

return await builder.RunAsync();
