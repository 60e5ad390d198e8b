using FocusSuite.Documents.Hosting;
using FocusSuite.Progress;
using FocusSuite.Progress.Days;
using FocusSuite.Progress.Totals;
using FocusSuite.ServiceDefaults.Erasure;
using FocusSuite.ServiceDefaults.Hosting;
using FocusSuite.ServiceDefaults.Migrating;

var builder = WebApplication.CreateBuilder(args);
builder.AddFocusDefaults("progress");
builder.AddDocumentDatabase()
    .AddPersonalDocument(ProgramDay.Map, "program_days", "by_user", day => day.Id)
    .AddPersonalDocument(EnrollmentProgress.Map, "program_progress", "by_user", progress => progress.Id);
builder.Services.AddPeers(builder.Configuration).AddEvents(builder.Configuration).AddFeatures();

var app = builder.Build();
app.MapFocusDefaults();
app.MapGrpcService<ProgressGrpcService>();
app.MapGrpcService<ProgressInternalGrpcService>();
app.MapPersonalData();
await app.RunServiceAsync(args);
