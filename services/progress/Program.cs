using FocusSuite.Documents.Hosting;
using FocusSuite.Hosting.Migrating;
using FocusSuite.Progress;
using FocusSuite.Progress.Features;
using FocusSuite.Progress.Persistence;
using FocusSuite.ServiceDefaults.Erasure;
using FocusSuite.ServiceDefaults.Hosting;

var builder = WebApplication.CreateBuilder(args);
builder.AddFocusDefaults("progress");
builder.AddDocumentDatabase()
    .AddPersonalDocument(ProgressMaps.Days, "program_days", ProgressMaps.ByUser, day => day.Id)
    .AddPersonalDocument(ProgressMaps.Totals, "program_progress", ProgressMaps.ByUser, progress => progress.Id);
builder.Services.AddPeers(builder.Configuration).AddEvents(builder.Configuration).AddFeatures();

var app = builder.Build();
app.MapFocusDefaults();
app.MapGrpcService<ProgressGrpcService>();
app.MapGrpcService<ProgressInternalGrpcService>();
app.MapGrpcService<UserFacts>();
app.MapPersonalData();
await app.RunServiceAsync(args);
