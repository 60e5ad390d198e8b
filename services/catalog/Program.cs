using FocusSuite.Catalog;
using FocusSuite.Catalog.Persistence;
using FocusSuite.Hosting.Migrating;
using FocusSuite.Messaging;
using FocusSuite.Relational;
using FocusSuite.ServiceDefaults.Hosting;

var builder = WebApplication.CreateBuilder(args);
builder.AddFocusDefaults("catalog");
builder.AddRelational<CatalogContext>();
builder.Services.AddMessaging(builder.Configuration, "catalog", _ => { });
builder.Services.AddFeatures().AddProgramSeeding(builder.Configuration);

var app = builder.Build();
app.MapFocusDefaults();
app.MapGrpcService<CatalogGrpcService>();
await app.RunServiceAsync(args);
