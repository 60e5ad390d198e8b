using FocusSuite.Hosting.Migrating;
using FocusSuite.Insights;
using FocusSuite.Insights.Features;
using FocusSuite.Insights.Persistence;
using FocusSuite.Relational;
using FocusSuite.ServiceDefaults.Erasure;
using FocusSuite.ServiceDefaults.Hosting;

if (args is [RebuildCommand.Name, .. var options])
{
    return await RebuildCommand.RunAsync(options);
}

var builder = WebApplication.CreateBuilder(args);
builder.AddFocusDefaults("insights");
builder.AddRelational<InsightsContext>();
builder.Services.AddPeers(builder.Configuration).AddEvents(builder.Configuration).AddFeatures();

var app = builder.Build();
app.MapFocusDefaults();
app.MapGrpcService<InsightsGrpcService>();
app.MapGrpcService<InsightsInternalGrpcService>();
app.MapPersonalData();
await app.RunServiceAsync(args);
return 0;
